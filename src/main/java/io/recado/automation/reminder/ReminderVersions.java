package io.recado.automation.reminder;

import io.recado.automation.DecisionRecord;
import io.recado.automation.DecisionRecord.Outcome;
import java.time.Instant;
import java.util.List;

/**
 * Versions of a reminder: the appointment's start, such as {@code 2026-11-24T09:30:00Z}. When an appointment comes back to an hour that
 * was reminded of, and another hour was reminded of in between, the patient has to be told again, and a number is added:
 * {@code 2026-11-24T09:30:00Z~1}.
 */
final class ReminderVersions {

    private static final String AGAIN = "~";

    private ReminderVersions() {}

    /** @param earlier what was decided about this appointment so far, in the order in which it was */
    static String of(Instant start, List<DecisionRecord> earlier) {
        var told = earlier.stream()
                .filter(decision -> decision.outcome() == Outcome.SEND)
                .map(DecisionRecord::version)
                .toList();
        if (!told.isEmpty() && isOf(told.getLast(), start)) {
            return told.getLast();
        }
        var times = told.stream().filter(version -> isOf(version, start)).count();
        return times == 0 ? start.toString() : start + AGAIN + times;
    }

    /** Whether a version speaks of this hour. */
    static boolean isOf(String version, Instant start) {
        var text = start.toString();
        return version.equals(text) || version.startsWith(text + AGAIN);
    }
}

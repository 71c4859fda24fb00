package io.recado.automation.reminder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import io.recado.automation.DecisionRecord;
import io.recado.automation.DecisionRecord.Outcome;
import io.recado.outbox.Reason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReminderVersionsTest {

    private static final Instant TEN = Instant.parse("2026-11-24T10:00:00Z");
    private static final Instant TWELVE = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void isTheStartOfTheAppointment() {
        assertThat(ReminderVersions.of(TEN, List.of())).isEqualTo("2026-11-24T10:00:00Z");
    }

    @Test
    void staysTheSameWhenDecidedAgain() {
        assertThat(ReminderVersions.of(TEN, List.of(told("2026-11-24T10:00:00Z"))))
                .isEqualTo("2026-11-24T10:00:00Z");
    }

    @Test
    void comesBackWhenTheOtherHourWasNeverTold() {
        var earlier = List.of(told("2026-11-24T10:00:00Z"), skipped("2026-11-24T12:00:00Z"));

        assertThat(ReminderVersions.of(TEN, earlier)).isEqualTo("2026-11-24T10:00:00Z");
    }

    @Test
    void isNewWhenAnotherHourWasToldInBetween() {
        var once = List.of(told("2026-11-24T10:00:00Z"), told("2026-11-24T12:00:00Z"));
        var twice = List.of(told("2026-11-24T10:00:00Z"), told("2026-11-24T12:00:00Z"), told("2026-11-24T10:00:00Z~1"));

        assertThat(ReminderVersions.of(TEN, once)).isEqualTo("2026-11-24T10:00:00Z~1");
        assertThat(ReminderVersions.of(TEN, twice)).isEqualTo("2026-11-24T10:00:00Z~1");
        assertThat(ReminderVersions.of(TWELVE, twice)).isEqualTo("2026-11-24T12:00:00Z~1");
    }

    @Test
    void knowsOfWhichHourItSpeaks() {
        assertThat(ReminderVersions.isOf("2026-11-24T10:00:00Z", TEN)).isTrue();
        assertThat(ReminderVersions.isOf("2026-11-24T10:00:00Z~2", TEN)).isTrue();
        assertThat(ReminderVersions.isOf("2026-11-24T12:00:00Z", TEN)).isFalse();
    }

    private static DecisionRecord told(String version) {
        return decision(version, Outcome.SEND, Reason.DUE);
    }

    private static DecisionRecord skipped(String version) {
        return decision(version, Outcome.SKIP, Reason.APPOINTMENT_MOVED);
    }

    private static DecisionRecord decision(String version, Outcome outcome, Reason reason) {
        return new DecisionRecord(
                "reminder", "appointment:1", version, outcome, reason, null, TEN, NullNode.getInstance());
    }
}

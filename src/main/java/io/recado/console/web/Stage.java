package io.recado.console.web;

import io.recado.agenda.Appointment;
import io.recado.automation.DecisionRecord;
import io.recado.automation.DecisionRecord.Outcome;
import io.recado.outbox.Message;
import java.util.List;
import java.util.Locale;

/** How far the hub has come with an appointment: exactly one for each, so that the counters add up to the day. */
enum Stage {
    /** The patient is awaited, as far as anybody knows. */
    CONFIRMED("good", "circle-check"),
    READ("info", "eye-check"),
    DELIVERED("info", "checks"),
    /** Left, or about to leave. */
    SENT("busy", "send"),
    PLANNED("calm", "clock"),
    FAILED("bad", "alert-triangle"),
    /** Somebody or something decided that nothing is said. */
    NOT_SENT("warn", "message-off"),
    CANCELLED("bad", "circle-x"),
    /** Nothing decided yet. */
    SILENT("calm", "point");

    private final String tone;
    private final String icon;

    Stage(String tone, String icon) {
        this.tone = tone;
        this.icon = icon;
    }

    String tone() {
        return tone;
    }

    String icon() {
        return icon;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param messages what rules ordered about it, oldest first; answers to the patient are not among them
     * @param decisions the current ones, latest first
     */
    static Stage of(Appointment appointment, List<Message> messages, List<DecisionRecord> decisions) {
        return switch (appointment.status()) {
            case CONFIRMED, ARRIVED, COMPLETED -> CONFIRMED;
            case CANCELLED -> CANCELLED;
            default -> messages.isEmpty() ? decided(decisions) : said(messages.getLast(), decisions);
        };
    }

    private static Stage said(Message message, List<DecisionRecord> decisions) {
        return switch (message.status()) {
            case READ -> READ;
            case DELIVERED -> DELIVERED;
            case QUEUED, SENDING, IN_DOUBT, ACCEPTED, SENT -> SENT;
            case PLANNED -> PLANNED;
            case FAILED -> FAILED;
            case REVOKED, EXPIRED -> decided(decisions) == PLANNED ? PLANNED : NOT_SENT;
        };
    }

    private static Stage decided(List<DecisionRecord> decisions) {
        return decisions.stream()
                .findFirst()
                .map(decision -> decision.outcome() == Outcome.SKIP ? NOT_SENT : PLANNED)
                .orElse(SILENT);
    }
}

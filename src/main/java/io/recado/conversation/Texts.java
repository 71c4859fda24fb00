package io.recado.conversation;

import io.recado.clinic.Clinic;
import io.recado.outbox.Content;
import java.util.Locale;
import java.util.ResourceBundle;

/** What the hub answers, in the patient's language: Spanish, English or Portuguese; Spanish to everybody else. */
final class Texts {

    private static final String BUNDLE = "io.recado.conversation.answers";
    // the language of the machine that the hub runs on says nothing about the patient
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final ResourceBundle bundle;

    private Texts(ResourceBundle bundle) {
        this.bundle = bundle;
    }

    static Texts in(Locale language) {
        return new Texts(ResourceBundle.getBundle(BUNDLE, language, NO_FALLBACK));
    }

    Content of(AnswerKind kind, Clinic clinic) {
        return switch (kind) {
            case CONFIRMED -> text("confirmed");
            case CANCELLED -> text("cancelled");
            case NOTHING_PENDING -> text("nothing-pending");
            case NOTICES_ONLY -> text("notices-only");
            case OPTED_OUT -> text("opted-out");
            case RESCHEDULING ->
                clinic.rescheduleUrl() == null
                        ? text("reschedule.by-phone")
                        : new Content.Link(
                                bundle.getString("reschedule"),
                                bundle.getString("reschedule.button"),
                                clinic.rescheduleUrl());
            case WITHHELD, FOR_STAFF, IGNORED -> throw new IllegalArgumentException(kind + " is not answered");
        };
    }

    private Content text(String key) {
        return new Content.Text(bundle.getString(key));
    }
}

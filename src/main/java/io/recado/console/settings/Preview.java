package io.recado.console.settings;

import io.recado.automation.reminder.ReminderRehearsal.Forecast;
import io.recado.template.Template;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a form as typed would do.
 *
 * @param trouble the end of a message's key when it cannot be shown; null when it can
 * @param text the message with example data
 * @param at when the example would get it (UTC)
 * @param appointment when the example's appointment starts (UTC)
 * @param forecast what would leave; null while the form has faults
 */
record Preview(
        @Nullable String trouble,
        String text,
        List<Template.Button> buttons,
        @Nullable Instant at,
        @Nullable Instant appointment,
        @Nullable Forecast forecast) {

    static Preview none(String trouble, @Nullable Forecast forecast) {
        return new Preview(trouble, "", List.of(), null, null, forecast);
    }
}

package io.recado.console.settings;

import io.recado.console.frame.Words;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Says a setting's stored value as people do. */
@Component("settingsWords")
class SettingsWords {

    private final Words words;

    SettingsWords(Words words) {
        this.words = words;
    }

    public String value(String field, String value, Locale language) {
        return switch (field) {
            case "maySend", "enabled" -> words.of("switch", value, language);
            case "lateBooking" -> words.of("late", value, language);
            default -> value;
        };
    }
}

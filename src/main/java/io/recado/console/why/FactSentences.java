package io.recado.console.why;

import com.fasterxml.jackson.databind.JsonNode;
import io.recado.clinic.Clinic;
import io.recado.console.frame.Words;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Says the facts of a decision, whichever rule kept them: the message {@code fact.<name>} takes the value, {@code fact.<name>.true},
 * {@code .false} and {@code .unknown} say a yes, a no and a null. A fact without a sentence is shown as it is, so that none is hidden.
 */
@Component
class FactSentences {

    /** The order in which people ask; what is not named here follows. */
    private static final List<String> ORDER = List.of(
            "start",
            "status",
            "since",
            "due",
            "usefulUntil",
            "ruleOn",
            "clinicMaySend",
            "phone",
            "serviceConsent",
            "optedOut",
            "muted",
            "template",
            "settingsVersion");

    private final MessageSource messages;
    private final Words words;

    FactSentences(MessageSource messages, Words words) {
        this.messages = messages;
        this.words = words;
    }

    List<String> of(JsonNode facts, Clinic clinic, Locale language) {
        return facts.properties().stream()
                .sorted(Comparator.comparingInt(fact -> place(fact.getKey())))
                .map(fact -> sentence(fact.getKey(), fact.getValue(), clinic, language))
                .toList();
    }

    private static int place(String name) {
        var place = ORDER.indexOf(name);
        return place < 0 ? ORDER.size() : place;
    }

    private String sentence(String name, JsonNode value, Clinic clinic, Locale language) {
        if (value.isBoolean() || value.isNull()) {
            var said = said("fact." + name + "." + (value.isNull() ? "unknown" : value.asText()), null, language);
            return said == null ? name + ": " + value.asText() : said;
        }
        var said = said("fact." + name, new Object[] {readable(name, value, clinic, language)}, language);
        return said == null ? name + ": " + value.asText() : said;
    }

    private String readable(String name, JsonNode value, Clinic clinic, Locale language) {
        var text = value.asText();
        var moment = moment(text);
        if (moment != null) {
            return words.time(moment, clinic.zone(), language);
        }
        return switch (name) {
            case "status" -> words.of("appointment", text, language);
            case "phone" -> words.of("phone", text, language);
            default -> text;
        };
    }

    private static @Nullable Instant moment(String text) {
        try {
            return text.length() > 18 && text.endsWith("Z") ? Instant.parse(text) : null;
        } catch (DateTimeParseException noMoment) {
            return null;
        }
    }

    private @Nullable String said(String key, Object @Nullable [] arguments, Locale language) {
        return messages.getMessage(key, arguments, null, language);
    }
}

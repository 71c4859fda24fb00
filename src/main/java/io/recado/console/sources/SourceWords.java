package io.recado.console.sources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.clinic.Clinics;
import io.recado.configuration.ClinicId;
import io.recado.console.frame.Words;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Says what sources report as people do. */
@Component("sourceWords")
class SourceWords {

    private static final Pattern SHORT = Pattern.compile("SHORT: (\\d+) where the last read had (\\d+)");
    private static final Pattern CODED = Pattern.compile("(INCOMPLETE|UNNAMED_RECORDS): .*");

    private final Words words;
    private final Clinics clinics;
    private final ObjectMapper json;
    private final Clock clock;

    SourceWords(Words words, Clinics clinics, ObjectMapper json, Clock clock) {
        this.words = words;
        this.clinics = clinics;
        this.json = json;
        this.clock = clock;
    }

    /** Why a window read was not believed; anything else as it is. */
    public String doubt(String detail, Locale language) {
        var tooShort = SHORT.matcher(detail);
        if (tooShort.matches()) {
            return words.say("sources.doubt.short", language, tooShort.group(1), tooShort.group(2));
        }
        var coded = CODED.matcher(detail);
        return coded.matches() ? words.of("sources.doubt", coded.group(1), language) : detail;
    }

    /** A length in the largest unit that it fills. */
    public String length(Duration length, Locale language) {
        if (length.toDays() > 0 && length.toHours() % 24 == 0) {
            return words.say("length.days", language, length.toDays());
        }
        if (length.toHours() > 0 && length.toMinutes() % 60 == 0) {
            return words.say("length.hours", language, length.toHours());
        }
        return length.toMinutes() > 0 && length.toSeconds() % 60 == 0
                ? words.say("length.minutes", language, length.toMinutes())
                : words.say("length.seconds", language, length.toSeconds());
    }

    public String took(Instant from, Instant to, Locale language) {
        return words.say(
                "length.seconds",
                language,
                Math.round(Duration.between(from, to).toMillis() / 100.0) / 10.0);
    }

    /** How long until an instant, roughly. */
    public String until(Instant then, Locale language) {
        var left = Duration.between(clock.instant(), then);
        if (left.toSeconds() < 1) {
            return words.say("length.soon", language);
        }
        var rounded =
                left.toMinutes() > 0 ? Duration.ofMinutes(left.toMinutes()) : Duration.ofSeconds(left.toSeconds());
        return words.say("length.in", language, length(rounded, language));
    }

    public ZoneId zone(ClinicId clinic) {
        return clinics.get(clinic).zone();
    }

    public String clinic(ClinicId clinic) {
        return clinics.get(clinic).name();
    }

    /** JSON with line breaks, for reading; what is no JSON as it is. */
    public String pretty(String text) {
        try {
            return json.writerWithDefaultPrettyPrinter().writeValueAsString(json.readTree(text));
        } catch (JsonProcessingException noJson) {
            return text;
        }
    }
}

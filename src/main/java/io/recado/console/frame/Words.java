package io.recado.console.frame;

import io.recado.clinic.Clinic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Says times and codes as people do. Templates call it by its name. */
@Component("words")
public class Words {

    private static final int SECONDS_OF_NOW = 90;
    private static final int MINUTES_OF_NOW = 90;
    private static final int HOURS_OF_NOW = 36;

    private final MessageSource messages;
    private final Clock clock;

    Words(MessageSource messages, Clock clock) {
        this.messages = messages;
        this.clock = clock;
    }

    public String say(String key, Locale language, Object... arguments) {
        return messages.getMessage(key, arguments, language);
    }

    /** The sentence for a constant, such as {@code message.delivered}; the constant itself when nobody wrote one. */
    public String of(String kind, String code, Locale language) {
        return messages.getMessage(kind + "." + code.toLowerCase(Locale.ROOT), null, code, language);
    }

    /** How long ago something was, roughly; a word for never. */
    public String ago(@Nullable Instant then, Locale language) {
        if (then == null) {
            return say("time.never", language);
        }
        var since = Duration.between(then, clock.instant());
        if (since.toSeconds() < SECONDS_OF_NOW) {
            return say("time.seconds", language, Math.max(0, since.toSeconds()));
        }
        if (since.toMinutes() < MINUTES_OF_NOW) {
            return say("time.minutes", language, since.toMinutes());
        }
        return since.toHours() < HOURS_OF_NOW
                ? say("time.hours", language, since.toHours())
                : say("time.days", language, since.toDays());
    }

    /** An hour such as 09:30 on a clinic's clock. */
    public String hour(Instant instant, ZoneId zone) {
        return DateTimeFormatter.ofPattern("HH:mm").format(instant.atZone(zone));
    }

    /** A time on a clinic's clock, with its day unless that is the given one. */
    public String moment(Instant instant, Clinic clinic, LocalDate day, Locale language) {
        var there = instant.atZone(clinic.zone());
        return there.toLocalDate().equals(day)
                ? hour(instant, clinic.zone())
                : DateTimeFormatter.ofPattern(say("time.dayAndHour", language), language)
                        .format(there);
    }

    /** A day such as «martes, 24 de noviembre». */
    public String day(LocalDate day, Locale language) {
        return DateTimeFormatter.ofPattern(say("time.day", language), language).format(day);
    }

    /** A time on a clinic's clock, with its day unless that is today there; whoever gets no clinic's clock is told that it is UTC's. */
    public String time(Instant instant, ZoneId zone, Locale language) {
        var there = instant.atZone(zone);
        var text = there.toLocalDate().equals(LocalDate.ofInstant(clock.instant(), zone))
                ? hour(instant, zone)
                : DateTimeFormatter.ofPattern(say("time.dayAndHour", language), language)
                        .format(there);
        return onItsClock(text, zone);
    }

    /** A time of a log: day, year and second, and UTC where that is the clock. */
    public String stamp(Instant instant, ZoneId zone, Locale language) {
        var text = DateTimeFormatter.ofPattern(say("time.stamp", language), language)
                .format(instant.atZone(zone));
        return onItsClock(text, zone);
    }

    private static String onItsClock(String text, ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? text + " UTC" : text;
    }

    /** The same to the second, with the zone's name. */
    public String exactly(Instant instant, ZoneId zone, Locale language) {
        return DateTimeFormatter.ofPattern(say("time.exact", language), language)
                .format(instant.atZone(zone));
    }

    /** A day and an hour such as «martes, 24 de noviembre, 10:30» on a clinic's clock. */
    public String exactDay(Instant instant, ZoneId zone, Locale language) {
        return day(LocalDate.ofInstant(instant, zone), language) + ", " + hour(instant, zone);
    }
}

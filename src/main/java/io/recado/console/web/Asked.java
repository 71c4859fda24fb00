package io.recado.console.web;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the address of «Hoy» asks for, as it came. A stage or an order that nobody knows counts as not said.
 *
 * @param date ISO; null or empty for today
 * @param professional key of one; null or empty for all
 */
record Asked(
        @Nullable String date,
        @Nullable String professional,
        @Nullable String stage,
        @Nullable String order) {

    @Nullable
    LocalDate day() {
        try {
            return date == null || date.isEmpty() ? null : LocalDate.parse(date);
        } catch (DateTimeException noDay) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "No such day", noDay);
        }
    }

    @Nullable
    String who() {
        return professional == null || professional.isEmpty() ? null : professional;
    }

    @Nullable
    Stage at() {
        return Arrays.stream(Stage.values())
                .filter(one -> one.code().equals(stage))
                .findFirst()
                .orElse(null);
    }

    DayOrder by() {
        return DayOrder.of(order);
    }

    /** The same of another day, whatever its appointments' stages. */
    Asked on(LocalDate other) {
        return new Asked(other.toString(), professional, null, order);
    }

    /** @param other null for all */
    Asked with(@Nullable Stage other) {
        return new Asked(date, professional, other == null ? null : other.code(), order);
    }

    /** The address that asks for it. */
    String address() {
        var said = new LinkedHashMap<String, Object>();
        say(said, "date", day());
        say(said, "professional", who());
        var at = at();
        say(said, "stage", at == null ? null : at.code());
        say(said, "order", by() == DayOrder.TIME ? null : by().code());
        var address = UriComponentsBuilder.fromPath("/");
        said.keySet().forEach(name -> address.queryParam(name, "{" + name + "}"));
        return address.encode().buildAndExpand(said).toUriString();
    }

    private static void say(Map<String, Object> said, String name, @Nullable Object value) {
        if (value != null) {
            said.put(name, value);
        }
    }
}

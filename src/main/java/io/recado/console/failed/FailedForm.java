package io.recado.console.failed;

import io.recado.channel.FailureClass;
import io.recado.clinic.Clinic;
import io.recado.configuration.ClinicScope;
import io.recado.console.frame.Table;
import io.recado.outbox.FailedOrder;
import io.recado.recovery.FailedFilter;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What somebody looks for, as typed. What cannot be read counts as not said. It is sent in a form's body and never in an address, because it
 * may name a person.
 *
 * @param kind of trouble
 * @param day on which it failed
 * @param whom words of a name, or digits of a phone
 * @param state {@code handled} for what somebody has closed
 * @param sort one of the list's columns, with a minus for the greatest first
 */
record FailedForm(
        @Nullable String clinic,
        @Nullable String kind,
        @Nullable String rule,
        @Nullable String day,
        @Nullable String whom,
        @Nullable String state,
        @Nullable String sort) {

    static final FailedForm EMPTY = new FailedForm(null, null, null, null, null, null, null);

    /** What the list may be sorted by. */
    private static final List<String> COLUMNS = Arrays.stream(FailedOrder.By.values())
            .map(by -> by.name().toLowerCase(Locale.ROOT))
            .toList();

    /** The list's order for its headings; its pages go by cursors. */
    Table table(int size) {
        return Table.of("/failed/find", sort, COLUMNS, "-when", size);
    }

    static FailedOrder order(Table table) {
        return new FailedOrder(FailedOrder.By.valueOf(table.sort().toUpperCase(Locale.ROOT)), table.descending());
    }

    public boolean handled() {
        return "handled".equals(state);
    }

    /** Whether anything was said. */
    public boolean narrow() {
        return given(clinic) != null
                || given(kind) != null
                || given(rule) != null
                || given(day) != null
                || given(whom) != null;
    }

    /** @param clinics the viewer's */
    FailedFilter filter(List<Clinic> clinics) {
        var chosen = clinics.stream()
                .filter(one -> one.id().value().equals(clinic))
                .findFirst()
                .orElse(null);
        var foreign = chosen == null && given(clinic) != null;
        var date = date();
        // a day is one of the chosen clinic's calendar, or of the first one's
        ZoneId zone = chosen != null
                ? chosen.zone()
                : clinics.isEmpty() ? ZoneOffset.UTC : clinics.getFirst().zone();
        return new FailedFilter(
                // what is another clinic's is nobody's of theirs, and no reason to show or do everything instead
                foreign
                        ? ClinicScope.of()
                        : chosen == null
                                ? ClinicScope.of(
                                        clinics.stream().map(Clinic::id).toList())
                                : ClinicScope.of(chosen.id()),
                Arrays.stream(FailureClass.values())
                        .filter(one -> one.name().equals(kind))
                        .findFirst()
                        .orElse(null),
                null,
                given(rule),
                date == null ? null : date.atStartOfDay(zone).toInstant(),
                date == null ? null : date.plusDays(1).atStartOfDay(zone).toInstant(),
                null,
                given(whom),
                handled());
    }

    private @Nullable LocalDate date() {
        try {
            return day == null || day.isBlank() ? null : LocalDate.parse(day.strip());
        } catch (DateTimeException noDate) {
            return null;
        }
    }

    /** No text of the database holds a NUL, and it refuses to be asked for one. */
    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank()
                ? null
                : text.replace("\0", "\ufffd").strip();
    }

    /** Without whom: that may be a person. */
    @Override
    public String toString() {
        return "FailedForm[%s, %s, %s, %s, %s]".formatted(clinic, kind, rule, day, state);
    }
}

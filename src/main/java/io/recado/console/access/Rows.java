package io.recado.console.access;

import io.recado.configuration.ClinicId;
import io.recado.configuration.ClinicScope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How this package's tables hold permissions, clinics and times. */
final class Rows {

    private Rows() {}

    static List<String> texts(ResultSet row, String column) throws SQLException {
        var array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    static ClinicScope clinics(ResultSet row, String column) throws SQLException {
        return row.getArray(column) == null
                ? ClinicScope.everywhere()
                : ClinicScope.of(texts(row, column).stream().map(ClinicId::new).toList());
    }

    static String[] names(Collection<Permission> permissions) {
        return permissions.stream().map(Permission::name).sorted().toArray(String[]::new);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static Instant known(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /** What a person typed, as a pattern that finds it anywhere. */
    static String anywhere(String text) {
        return "%"
                + Arrays.stream(text.split("", -1))
                        .map(letter -> "%_\\".contains(letter) && !letter.isEmpty() ? "\\" + letter : letter)
                        .reduce("", String::concat)
                + "%";
    }
}

package io.recado.sandbox.crm;

import io.recado.sandbox.crm.FaultKind.Field;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An order to break something. What is left out has a default, what the kind does not know is refused.
 *
 * @param kind such as {@code column-renamed}
 * @param table which one; the default depends on the kind
 * @param column the one to rename; {@code celular}, {@code inicio} or the like when left out
 * @param seconds after how long it is taken back by itself; left out: when somebody does (locks: 30)
 * @param times how many statements it strikes; 1 when left out
 * @param pause seconds that each statement waits; 5 when left out
 * @param minutes how far the clock is ahead, negative: behind; 7 when left out
 */
record FaultOrder(
        String kind,
        @Nullable String table,
        @Nullable String column,
        @Nullable Integer seconds,
        @Nullable Integer times,
        @Nullable Integer pause,
        @Nullable Integer minutes) {

    private static final int LONGEST = 3600;
    private static final int HOLD = 30;
    private static final int PAUSE = 5;
    private static final int SKEW = 7;
    private static final int MOST = 1000;
    private static final int TWO_DAYS = 2880;
    // what the database's own triggers read; without them nothing at all could be written
    private static final Set<String> NEEDED = Set.of(
            "ver",
            "fecha_modificacion",
            "reserva.estado",
            "reserva.vence",
            "reserva.autorizada_por",
            "reserva.id_reserva",
            "reserva.id_unidad",
            "unidad.estado",
            "unidad.id_unidad");
    private static final Map<String, String> READ_BY_CLIENTS =
            Map.of("compromiso", "inicio", "visita", "id_visitante", "visitante", "celular", "unidad", "precio_lista");

    /** With every default filled in. @throws IllegalArgumentException when it makes no sense; the message says why */
    FaultOrder complete() {
        FaultKind which = FaultKind.of(kind);
        refuse(which, Field.TABLE, table);
        refuse(which, Field.COLUMN, column);
        refuse(which, Field.SECONDS, seconds);
        refuse(which, Field.TIMES, times);
        refuse(which, Field.PAUSE, pause);
        refuse(which, Field.MINUTES, minutes);
        String struck = table == null ? which.table() : table;
        if (!struck.isEmpty() && !which.tables().contains(struck)) {
            throw new IllegalArgumentException(
                    "table: one of " + String.join(", ", which.tables()) + " was expected, found " + struck);
        }
        String renamed = column == null ? READ_BY_CLIENTS.getOrDefault(struck, "id_visita") : column;
        if (which == FaultKind.COLUMN_RENAMED
                && (NEEDED.contains(renamed) || NEEDED.contains(struck + "." + renamed))) {
            throw new IllegalArgumentException(
                    "column: one that the CRM's own triggers do not need was expected, found " + renamed);
        }
        boolean holds = which == FaultKind.TABLE_LOCKED || which == FaultKind.LATE_COMMIT;
        return new FaultOrder(
                kind,
                struck,
                renamed,
                seconds == null && holds ? Integer.valueOf(HOLD) : within("seconds", seconds, 1, LONGEST),
                times == null ? Integer.valueOf(1) : within("times", times, 1, MOST),
                pause == null ? Integer.valueOf(PAUSE) : within("pause", pause, 1, LONGEST),
                minutes == null ? Integer.valueOf(SKEW) : within("minutes", minutes, -TWO_DAYS, TWO_DAYS));
    }

    private static void refuse(FaultKind kind, Field field, @Nullable Object value) {
        if (value != null && !kind.takes(field)) {
            throw new IllegalArgumentException("%s: %s knows nothing of it, leave it out"
                    .formatted(field.name().toLowerCase(java.util.Locale.ROOT), kind.code()));
        }
    }

    private static @Nullable Integer within(String name, @Nullable Integer value, int least, int most) {
        if (value != null && (value < least || value > most)) {
            throw new IllegalArgumentException(
                    "%s: %d to %d was expected, found %d".formatted(name, least, most, value));
        }
        return value;
    }
}

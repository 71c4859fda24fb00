package io.recado.sandbox.crm;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What can go wrong with a database that somebody else runs. */
enum FaultKind {
    /** A new version of the CRM calls a column otherwise. */
    COLUMN_RENAMED("visitante", Field.TABLE, Field.COLUMN, Field.SECONDS),
    /** Nobody lets the client in: 42501 at the connection. */
    LOGIN_REFUSED("", Field.SECONDS),
    /** Somebody took away the right to read a table. */
    PERMISSION_DENIED("compromiso", Field.TABLE, Field.SECONDS),
    /** As on a standby after a failover: reading works, writing is 25006. */
    READ_ONLY("", Field.SECONDS),
    /** Somebody's maintenance holds a table: whoever reads or writes it waits. */
    TABLE_LOCKED("compromiso", Field.TABLE, Field.SECONDS),
    /** Each statement on the table waits for some seconds, of clients only. */
    SLOW("compromiso", Field.TABLE, Field.PAUSE, Field.TIMES),
    /** The connection is cut while a statement on the table runs. */
    ANSWER_CUT("compromiso", Field.TABLE, Field.TIMES),
    /** All the client's connections are cut, once. */
    CONNECTIONS_CUT(""),
    /** Between the client's reading a row and writing it, somebody in the sales room writes it. */
    VERSION_CONFLICT("compromiso", Field.TABLE, Field.TIMES),
    /** A row takes its version now and becomes visible some seconds later, after rows with higher ones. */
    LATE_COMMIT("", Field.SECONDS),
    /** The server's clock is wrong: every fecha_modificacion is so many minutes off. */
    CLOCK_SKEW("", Field.MINUTES, Field.SECONDS),
    /** One row in ten is there, and the answer looks complete. */
    ROWS_HIDDEN("compromiso", Field.TABLE, Field.SECONDS),
    /** Some commitments are in a state that nobody told integrations of. */
    UNKNOWN_STATE("", Field.SECONDS);

    /** What an order may say besides its kind. */
    enum Field {
        TABLE,
        COLUMN,
        SECONDS,
        TIMES,
        PAUSE,
        MINUTES
    }

    private static final List<String> ROWS_WITH_IDS =
            List.of("compromiso", "visita", "visitante", "unidad", "reserva", "cotizacion", "seguimiento");

    private final String table;
    private final Set<Field> fields;

    FaultKind(String table, Field... fields) {
        this.table = table;
        this.fields = Set.of(fields);
    }

    /** As scripts write it: {@code column-renamed}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static FaultKind of(String code) {
        return Arrays.stream(values())
                .filter(kind -> kind.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("kind: one of "
                        + Arrays.stream(values()).map(FaultKind::code).collect(Collectors.joining(", "))
                        + " was expected, found " + code));
    }

    boolean takes(Field field) {
        return fields.contains(field);
    }

    /** The table it strikes when the order names none; empty when it strikes none in particular. */
    public String table() {
        return table;
    }

    /** The tables it can strike. */
    public List<String> tables() {
        return this == VERSION_CONFLICT ? List.of("compromiso", "unidad") : ROWS_WITH_IDS;
    }
}

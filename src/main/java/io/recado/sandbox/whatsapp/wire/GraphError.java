package io.recado.sandbox.whatsapp.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One of the Cloud API's error codes, from the table {@code sandbox/graph-errors.tsv}.
 *
 * @param http the status its answer usually comes with
 * @param later whether a message with this trouble is usually accepted and fails a moment later
 * @param details what {@code error_data.details} says when the case brings no words of its own
 */
public record GraphError(int code, int http, boolean later, String title, String details) {

    private static final String TABLE = "/sandbox/graph-errors.tsv";
    private static final int COLUMNS = 5;
    private static final int PERMISSION = 200;
    private static final int LAST_PERMISSION = 299;
    private static final Map<Integer, GraphError> ALL = read();

    private static Map<Integer, GraphError> read() {
        try (InputStream in = Objects.requireNonNull(GraphError.class.getResourceAsStream(TABLE), TABLE)) {
            Map<Integer, GraphError> table = new TreeMap<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && Character.isDigit(line.charAt(0)))
                    .map(GraphError::row)
                    .forEach(error -> table.put(error.code(), error));
            return Collections.unmodifiableMap(table);
        } catch (IOException e) {
            throw new UncheckedIOException("The table of errors could not be read", e);
        }
    }

    private static GraphError row(String line) {
        String[] cells = line.split("\t", -1);
        if (cells.length != COLUMNS) {
            throw new IllegalStateException(
                    TABLE + ": " + COLUMNS + " columns separated by tabs were expected, found \"" + line + "\"");
        }
        return new GraphError(
                Integer.parseInt(cells[0]), Integer.parseInt(cells[1]), cells[2].startsWith("A"), cells[3], cells[4]);
    }

    /** The error of a code that the table knows. */
    public static GraphError of(int code) {
        GraphError error = find(code);
        if (error == null) {
            throw new IllegalArgumentException("Unknown Cloud API code " + code + "; known are " + ALL.keySet());
        }
        return error;
    }

    public static @Nullable GraphError find(int code) {
        GraphError error = ALL.get(code);
        if (error == null && code > PERMISSION && code <= LAST_PERMISSION) {
            GraphError any = of(PERMISSION);
            return new GraphError(code, any.http(), any.later(), any.title(), any.details());
        }
        return error;
    }

    /** The whole table, by code. */
    public static Collection<GraphError> all() {
        return ALL.values();
    }

    /** The same error with words of its own. */
    public GraphError saying(String own) {
        return new GraphError(code, http, later, title, own);
    }

    /** The {@code message} of a synchronous error. */
    public String message() {
        return "(#" + code + ") " + title;
    }
}

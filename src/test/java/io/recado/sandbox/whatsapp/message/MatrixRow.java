package io.recado.sandbox.whatsapp.message;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One row of the matrix.
 *
 * @param message the request without its envelope, with single quotes; {@code {image}}, {@code {pdf}} and so on stand for uploads
 * @param code what refuses it; 0 when it is taken
 */
record MatrixRow(String what, String message, int code) {

    static MatrixRow taken(String what, String message) {
        return new MatrixRow(what, message, 0);
    }

    static MatrixRow refused(String what, int code, String message) {
        return new MatrixRow(what, message, code);
    }

    /** A limit from both sides: what is as long as allowed is taken, one more is refused. */
    static Stream<MatrixRow> limit(String what, int most, int code, IntFunction<String> message) {
        return Stream.of(
                taken(what + " of " + most, message.apply(most)),
                refused(what + " of " + (most + 1), code, message.apply(most + 1)));
    }

    /** So many characters, each of two bytes and none beyond the basic plane. */
    static String x(int length) {
        return "ñ".repeat(length);
    }

    static String many(int count, IntFunction<String> item) {
        return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining(","));
    }

    @Override
    public String toString() {
        return what;
    }
}

package io.recado.console.api;

import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A request that cannot be served, with what was expected, what was there, and what to do. */
final class Refusal extends RuntimeException {

    private final HttpStatus status;
    private final @Nullable String parameter;

    private Refusal(HttpStatus status, @Nullable String parameter, String detail) {
        super(detail);
        this.status = status;
        this.parameter = parameter;
    }

    static Refusal noSuchPath(String path) {
        return new Refusal(
                HttpStatus.NOT_FOUND,
                null,
                "There is nothing at %s. /v3/api-docs lists what there is.".formatted(shortened(path)));
    }

    static Refusal noSuch(String kind, Object id) {
        return new Refusal(HttpStatus.NOT_FOUND, null, "There is no %s '%s'.".formatted(kind, id));
    }

    static Refusal noSuch(String kind, Object id, Collection<?> known) {
        return new Refusal(
                HttpStatus.NOT_FOUND, null, "There is no %s '%s'. Known: %s.".formatted(kind, id, listed(known)));
    }

    /** Whether such a clinic exists is not told. */
    static Refusal foreignClinic(String found, Collection<?> theirs) {
        return new Refusal(
                HttpStatus.FORBIDDEN,
                "clinic",
                "The clinic '%s' is none of yours. Yours: %s."
                        .formatted(shortened(found), theirs.isEmpty() ? "none" : listed(theirs)));
    }

    static Refusal parameter(String name, String found, String expected) {
        return new Refusal(
                HttpStatus.BAD_REQUEST,
                name,
                "The parameter '%s' is %s, but '%s' was found.".formatted(name, expected, shortened(found)));
    }

    static Refusal parameter(String name, String found, Collection<?> allowed) {
        return parameter(name, found, "one of " + listed(allowed));
    }

    static Refusal unknownParameter(String name, Collection<String> known) {
        return new Refusal(
                HttpStatus.BAD_REQUEST,
                name,
                "There is no parameter '%s' here. Known: %s."
                        .formatted(shortened(name), known.isEmpty() ? "none" : listed(known)));
    }

    /** Without quoting it: it may be personal. */
    static Refusal body(String field) {
        return field.isEmpty()
                ? new Refusal(HttpStatus.BAD_REQUEST, null, "The body is a JSON object, but something else was found.")
                : new Refusal(
                        HttpStatus.BAD_REQUEST,
                        field,
                        "The field '%s' is of another kind; /v3/api-docs describes it.".formatted(field));
    }

    /** A field that cannot be done without. */
    static Refusal missing(String field, String expected) {
        return new Refusal(
                HttpStatus.BAD_REQUEST,
                field,
                "The field '%s' is %s, but nothing was found.".formatted(field, expected));
    }

    static Refusal tooLong(String field, int found, int most) {
        return new Refusal(
                HttpStatus.BAD_REQUEST,
                field,
                "The field '%s' has at most %d characters, but %d were found.".formatted(field, most, found));
    }

    /** What was asked for is not possible in the state that things are in. */
    static Refusal conflict(String detail) {
        return new Refusal(HttpStatus.CONFLICT, null, detail);
    }

    HttpStatus status() {
        return status;
    }

    @Nullable
    String parameter() {
        return parameter;
    }

    private static String listed(Collection<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    private static String shortened(String found) {
        return found.length() <= 60 ? found : found.substring(0, 60) + "…";
    }
}

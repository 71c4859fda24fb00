package io.recado.sandbox.whatsapp.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.wire.Fields;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Header, body and footer of a template that is asked for: formats, lengths, variables and their examples. */
final class TextRules {

    private static final int HEADER = 60;
    private static final int BODY = 1024;
    private static final int FOOTER = 60;
    private static final int EXAMPLE = 1024;
    private static final int ANY = 100_000;
    /** Words of a text must be at least this often as many as its variables. */
    private static final int WORDS_PER_VARIABLE = 2;

    private static final Pattern BRACES = Pattern.compile("\\{\\{.*?}}");
    private static final Pattern NUMBERED = Pattern.compile("[1-9][0-9]?");
    private static final Pattern NAMED = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Pattern HANDLE = Pattern.compile("[0-9]+:[^\\s]+");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    private TextRules() {}

    static ObjectNode header(Fields component, boolean named) {
        component.strict("type", "format", "text", "example");
        String format = component.optional("format", 16);
        format = format == null ? "TEXT" : format.toUpperCase(Locale.ROOT);
        switch (format) {
            case "TEXT" -> text(component, named);
            case "IMAGE", "VIDEO", "DOCUMENT", "GIF" -> sample(component, format);
            case "LOCATION" -> noText(component);
            default ->
                throw Refused.because(
                        2388047,
                        "Param " + component.name("format")
                                + " must be one of {TEXT, IMAGE, VIDEO, GIF, DOCUMENT, LOCATION} - got \"" + format
                                + "\".");
        }
        return kept(component, "HEADER").put("format", format);
    }

    private static void text(Fields component, boolean named) {
        String text = words(component, HEADER, "HEADER");
        if (text.contains("\n") || text.matches(".*[*_~`].*")) {
            throw Refused.because(2388047, "The header can't have new lines or formatting characters.");
        }
        Words words = variables(text, named, 2388047, "HEADER");
        if (words.variables().size() > 1) {
            throw Refused.because(2388047, "The header can have one variable only.");
        }
        if (!words.variables().isEmpty()) {
            examples(component, words, named, "header_text");
        }
    }

    private static void noText(Fields component) {
        if (component.has("text")) {
            throw Refused.because(2388047, "A header of this format has no text.");
        }
    }

    private static void sample(Fields component, String format) {
        noText(component);
        JsonNode handles = component.json().path("example").path("header_handle");
        if (!handles.isArray() || handles.size() != 1 || !handles.get(0).isTextual()) {
            throw Refused.because(
                    2388043,
                    "component of type HEADER is missing expected field(s) (example: header_handle) for " + format);
        }
        if (!HANDLE.matcher(handles.get(0).textValue()).matches()) {
            throw Refused.because(
                    2388047,
                    "Param " + component.name("example")
                            + ": header_handle must be a handle from the Resumable Upload API, such as 4::aW1hZ2U=.");
        }
    }

    static ObjectNode body(Fields component, boolean named) {
        component.strict("type", "text", "example");
        String text = words(component, BODY, "BODY");
        Words words = variables(text, named, 2388072, "BODY");
        String bare = text.strip();
        if (bare.startsWith("{{") || bare.endsWith("}}")) {
            throw Refused.because(2388299, "Variables can't be at the start or end of the template.");
        }
        long plain =
                WORD.matcher(BRACES.matcher(text).replaceAll(" ")).results().count();
        if (plain < (long) WORDS_PER_VARIABLE * words.variables().size()) {
            throw Refused.because(
                    2388293,
                    "This template has too many variables for its length. Reduce the number of variables or increase the"
                            + " message length.");
        }
        if (!words.variables().isEmpty()) {
            examples(component, words, named, "body_text");
        }
        return kept(component, "BODY");
    }

    static ObjectNode footer(Fields component) {
        component.strict("type", "text");
        String text = words(component, FOOTER, "FOOTER");
        if (text.contains("{{") || text.contains("\n")) {
            throw Refused.because(2388073, "The footer can't have variables or new lines.");
        }
        return kept(component, "FOOTER");
    }

    private static String words(Fields component, int most, String part) {
        String text = component.optional("text", ANY);
        if (text == null || text.isBlank()) {
            throw Refused.because(2388043, "component of type " + part + " is missing expected field(s) (text)");
        }
        return length(text, most, component.name("text"));
    }

    static String length(String text, int most, String name) {
        int length = text.codePointCount(0, text.length());
        if (length > most) {
            throw Refused.because(
                    2388040, "Param " + name + " has " + length + " characters; the limit is " + most + " characters.");
        }
        return text;
    }

    /** The text with its variables, which must all be numbers from 1 on, or all be names. */
    private static Words variables(String text, boolean named, int format, String part) {
        List<String> inBraces = BRACES.matcher(text)
                .results()
                .map(found -> found.group().substring(2, found.group().length() - 2))
                .toList();
        Pattern fitting = named ? NAMED : NUMBERED;
        for (String variable : inBraces) {
            if (!fitting.matcher(variable).matches()) {
                throw Refused.because(
                        format,
                        "component of type " + part + " has a variable {{" + variable + "}}; "
                                + (named ? "lower-case letters, digits and underscores" : "whole numbers")
                                + " were expected.");
            }
        }
        Words words = Words.of(text);
        if (named && words.variables().size() != inBraces.size()) {
            throw Refused.because(format, "component of type " + part + " repeats the name of a variable.");
        }
        Set<String> numbers = new HashSet<>(words.variables());
        if (!named && !IntStream.rangeClosed(1, numbers.size()).allMatch(n -> numbers.contains(Integer.toString(n)))) {
            throw Refused.because(
                    format, "component of type " + part + " must number its variables {{1}}, {{2}}, … without a gap.");
        }
        return words;
    }

    private static void examples(Fields component, Words words, boolean named, String field) {
        JsonNode example = component.json().path("example");
        boolean given = named
                ? namedExamples(example.path(field + "_named_params"), words)
                : numberedExamples(example.path(field), words, "body_text".equals(field));
        if (!given) {
            throw Refused.because(
                    2388043,
                    "component of type " + ("body_text".equals(field) ? "BODY" : "HEADER")
                            + " is missing expected field(s) (example: " + field + (named ? "_named_params" : "")
                            + " with a value for each of " + words.variables() + ")");
        }
    }

    private static boolean numberedExamples(JsonNode example, Words words, boolean nested) {
        JsonNode values = nested && example.path(0).isArray() ? example.path(0) : example;
        return values.isArray()
                && values.size() == words.variables().size()
                && IntStream.range(0, values.size()).allMatch(i -> sample(values.get(i)));
    }

    private static boolean namedExamples(JsonNode example, Words words) {
        Set<String> names = new HashSet<>();
        for (JsonNode parameter : example) {
            if (!sample(parameter.path("example"))
                    || !names.add(parameter.path("param_name").asText())) {
                return false;
            }
        }
        return example.isArray() && names.equals(Set.copyOf(words.variables()));
    }

    private static boolean sample(JsonNode value) {
        return value.isTextual()
                && !value.textValue().isBlank()
                && value.textValue().length() <= EXAMPLE;
    }

    private static ObjectNode kept(Fields component, String type) {
        ObjectNode kept = component.json().deepCopy();
        return kept.put("type", type);
    }
}

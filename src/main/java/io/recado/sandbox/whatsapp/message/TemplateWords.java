package io.recado.sandbox.whatsapp.message;

import io.recado.sandbox.whatsapp.template.Words;
import io.recado.sandbox.whatsapp.wire.Fields;
import io.recado.sandbox.whatsapp.wire.GraphError;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fills the variables of a template's texts, by position or by name. */
final class TemplateWords {

    private static final int PARAMETER = 32768;
    private static final Pattern UNSENDABLE = Pattern.compile("[\\n\\r\\t]| {5,}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    private TemplateWords() {}

    /** @param most how long the filled text may be */
    static String fill(String part, @Nullable Fields component, Words words, boolean named, int most) {
        List<Fields> parameters = component == null ? List.of() : parameters(component);
        if (parameters.size() != words.variables().size()) {
            throw mismatch(part, parameters.size(), words.variables().size());
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            Fields parameter = parameters.get(i);
            String variable = parameter.optional("parameter_name", 512);
            if (named != (variable != null)) {
                throw format(part + ": the template takes " + (named ? "named" : "positional")
                        + " parameters, received " + (variable != null ? "named" : "positional") + " ones");
            }
            values.put(variable != null ? variable : Integer.toString(i + 1), value(parameter));
        }
        for (String variable : words.variables()) {
            if (!values.containsKey(variable)) {
                throw Refused.invalid(part + ": Parameter name is missing or wrong, expected " + variable);
            }
        }
        String text = words.fill(values);
        if (text.codePointCount(0, text.length()) > most) {
            throw new Refused(
                    GraphError.of(132005),
                    part + ": the text with its parameters is longer than " + most + " characters");
        }
        return text;
    }

    private static String value(Fields parameter) {
        String type = parameter.optional("type", 32);
        if (type == null) {
            throw Refused.missing(parameter.name("type"));
        }
        String value =
                switch (type) {
                    case "text" ->
                        parameter.strict("type", "text", "parameter_name").optional("text", PARAMETER);
                    case "currency" -> currency(parameter.strict("type", "currency", "parameter_name"));
                    case "date_time" ->
                        parameter
                                .strict("type", "date_time", "parameter_name")
                                .object("date_time")
                                .text("fallback_value", PARAMETER);
                    default -> throw format("Parameter of type " + type + " does not fit " + parameter.path());
                };
        if (value == null || value.isBlank()) {
            throw new Refused(GraphError.of(131008), "Parameter of type text is missing text value");
        }
        if (UNSENDABLE.matcher(value).find()) {
            throw Refused.value("Param " + parameter.name("text")
                    + " cannot have new-line/tab characters or more than 4 consecutive spaces");
        }
        return value;
    }

    private static String currency(Fields parameter) {
        Fields currency = parameter.object("currency").strict("fallback_value", "code", "amount_1000");
        if (!CURRENCY.matcher(currency.text("code", 3)).matches()) {
            throw Refused.value("Param " + currency.name("code") + " must be a currency such as EUR.");
        }
        if (!currency.json().path("amount_1000").isIntegralNumber()) {
            throw Refused.value("Param " + currency.name("amount_1000") + " must be the amount in thousandths.");
        }
        return currency.text("fallback_value", PARAMETER);
    }

    static List<Fields> parameters(Fields component) {
        return component.has("parameters") ? component.objects("parameters") : List.of();
    }

    static Refused mismatch(String part, int got, int expected) {
        return new Refused(
                GraphError.of(132000),
                part + ": number of localizable_params (" + got + ") does not match the expected number of params ("
                        + expected + ")");
    }

    static Refused format(String details) {
        return new Refused(GraphError.of(132012), details);
    }
}

package io.recado.sandbox.whatsapp.template;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with variables: {@code {{1}}} or {@code {{first_name}}}. */
public record Words(String text, List<String> variables) {

    private static final Pattern VARIABLE = Pattern.compile("\\{\\{([a-z0-9_]+)}}");

    public static Words of(String text) {
        LinkedHashSet<String> names = new LinkedHashSet<>();
        Matcher matcher = VARIABLE.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return new Words(text, List.copyOf(names));
    }

    public String fill(Map<String, String> values) {
        return VARIABLE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
    }
}

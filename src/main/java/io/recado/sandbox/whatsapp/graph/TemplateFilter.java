package io.recado.sandbox.whatsapp.graph;

import io.recado.sandbox.whatsapp.template.Template;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Which templates of an account are asked for. */
final class TemplateFilter {

    private static final List<String> STATUSES = List.of(
            "APPROVED",
            "PENDING",
            "REJECTED",
            "PAUSED",
            "DISABLED",
            "IN_APPEAL",
            "LIMIT_EXCEEDED",
            "ARCHIVED",
            "PENDING_DELETION",
            "DELETED");
    private static final List<String> CATEGORIES = List.of("MARKETING", "UTILITY", "AUTHENTICATION");
    private static final List<String> SCORES = List.of("GREEN", "YELLOW", "RED", "UNKNOWN");
    private static final List<String> SOURCES = List.of("ALL", "API", "BUSINESS_MANAGER", "LIBRARY");

    private final Predicate<Template> test;

    private TemplateFilter(Predicate<Template> test) {
        this.test = test;
    }

    boolean passes(Template template) {
        return test.test(template);
    }

    static TemplateFilter of(Map<String, String> query) {
        Predicate<Template> test = template -> true;
        for (Map.Entry<String, String> parameter : query.entrySet()) {
            if (!parameter.getValue().isBlank()) {
                test = test.and(of(parameter.getKey(), parameter.getValue().strip()));
            }
        }
        return new TemplateFilter(test);
    }

    private static Predicate<Template> of(String parameter, String value) {
        return switch (parameter) {
            case "name" -> template -> template.name().equals(value);
            case "language" -> {
                List<String> languages = values(value);
                yield template -> languages.contains(template.language());
            }
            case "status" -> {
                List<String> statuses = oneOf(parameter, value, STATUSES);
                yield template -> statuses.contains(template.status());
            }
            case "category" -> {
                List<String> categories = oneOf(parameter, value, CATEGORIES);
                yield template -> categories.contains(template.category());
            }
            case "quality_score" -> {
                List<String> scores = oneOf(parameter, value, SCORES);
                yield template -> scores.contains(template.life().quality());
            }
            case "content" -> template -> contains(content(template), value);
            case "name_or_content" ->
                template -> contains(template.name(), value) || contains(content(template), value);
            case "since" -> {
                Instant since = instant(parameter, value);
                yield template -> !created(template).isBefore(since);
            }
            case "until" -> {
                Instant until = instant(parameter, value);
                yield template -> !created(template).isAfter(until);
            }
            case "source" -> {
                List<String> sources = oneOf(parameter, value, SOURCES);
                yield template -> sources.contains("ALL") || sources.contains("API");
            }
            default -> template -> true;
        };
    }

    private static List<String> oneOf(String parameter, String value, List<String> allowed) {
        List<String> values =
                values(value).stream().map(v -> v.toUpperCase(Locale.ROOT)).toList();
        if (!allowed.containsAll(values)) {
            throw Refused.invalid("Param " + parameter + " must be one of {" + String.join(", ", allowed) + "} - got \""
                    + value + "\".");
        }
        return values;
    }

    /** One value, several separated by commas, or a JSON array of texts. */
    private static List<String> values(String value) {
        return Arrays.stream(value.split("[\\[\\]\",\\s]+"))
                .filter(one -> !one.isEmpty())
                .toList();
    }

    private static Instant instant(String parameter, String value) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(value));
        } catch (NumberFormatException e) {
            throw Refused.invalid("Param " + parameter + " must be a Unix time in seconds.");
        }
    }

    /** Templates that came with the sandbox are from the beginning of time. */
    private static Instant created(Template template) {
        Instant created = template.life().createdAt();
        return created == null ? Instant.EPOCH : created;
    }

    private static String content(Template template) {
        StringBuilder text = new StringBuilder(template.body().text());
        if (template.header() != null) {
            text.append('\n').append(template.header().text());
        }
        if (template.footer() != null) {
            text.append('\n').append(template.footer());
        }
        template.buttons().forEach(button -> text.append('\n').append(button.text()));
        return text.toString();
    }

    private static boolean contains(String text, String part) {
        return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }
}

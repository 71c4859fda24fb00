package io.recado.sandbox.whatsapp.template;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the review says of a template: names say it on purpose, and promotion under another category is found out. */
final class Verdict {

    /** Reasons for a rejection. */
    static final List<String> REASONS = List.of(
            "ABUSIVE_CONTENT", "INCORRECT_CATEGORY", "INVALID_FORMAT", "PROMOTIONAL", "SCAM", "TAG_CONTENT_MISMATCH");

    private static final Pattern PROMOTION = Pattern.compile(
            "\\b(ofertas?|descuentos?|promoci[oó]n|rebajas?|offers?|discounts?|on sale)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

    private Verdict() {}

    /** Why the template is rejected; null when it is approved. */
    static @Nullable String rejection(Template template) {
        String name = template.name().toUpperCase(Locale.ROOT);
        if (name.contains("REJECTED") || name.contains("RECHAZADA")) {
            return REASONS.stream().filter(name::contains).findFirst().orElse("INVALID_FORMAT");
        }
        return promotesUnderAnotherCategory(template.category(), template.body()) ? "INCORRECT_CATEGORY" : null;
    }

    static boolean promotesUnderAnotherCategory(String category, Words body) {
        return "UTILITY".equals(category) && PROMOTION.matcher(body.text()).find();
    }
}

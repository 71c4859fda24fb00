package io.recado.sandbox.whatsapp.control;

import io.recado.sandbox.whatsapp.template.Life;
import io.recado.sandbox.whatsapp.template.Template;
import io.recado.sandbox.whatsapp.template.TemplateFate;
import io.recado.sandbox.whatsapp.template.Templates;
import io.recado.sandbox.whatsapp.wire.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets scripts do to templates what WhatsApp does: {@code POST /sandbox/api/templates/{id}/{event}}. */
@RestController
@RequestMapping("/sandbox/api/templates")
class TemplateControl {

    private static final List<String> SCORES = List.of("GREEN", "YELLOW", "RED", "UNKNOWN");
    private static final List<String> CATEGORIES = List.of("MARKETING", "UTILITY", "AUTHENTICATION");

    /** One template in the list; {@code next} is what happens to it by itself. */
    record Listed(
            String id,
            String account,
            String name,
            String language,
            String category,
            String status,
            String quality,
            @Nullable String next,
            @Nullable Instant nextAt) {}

    /**
     * What more an event needs.
     *
     * @param reason of a rejection
     * @param score of quality
     * @param category the new one
     * @param after when the new category comes about, such as {@code PT24H}; at once when it is not given
     */
    record Event(
            @Nullable String reason,
            @Nullable String score,
            @Nullable String category,
            @Nullable Duration after) {}

    private final Templates templates;
    private final TemplateFate fate;

    TemplateControl(Templates templates, TemplateFate fate) {
        this.templates = templates;
        this.fate = fate;
    }

    @GetMapping
    List<Listed> list() {
        return templates.all().stream().map(TemplateControl::listed).toList();
    }

    private static Listed listed(Template template) {
        Life.Next next = template.life().next();
        return new Listed(
                Long.toString(template.id()),
                template.waba(),
                template.name(),
                template.language(),
                template.category(),
                template.status(),
                template.life().quality(),
                next == null ? null : next.step().name(),
                next == null ? null : next.at());
    }

    @PostMapping("/{id:[0-9]+}/{event}")
    Map<String, Boolean> happen(
            @PathVariable long id, @PathVariable String event, @RequestBody(required = false) @Nullable Event given) {
        synchronized (templates) {
            Template template = templates.find(id);
            if (template == null) {
                throw new Unknown("No template has the id " + id + "; GET /sandbox/api/templates lists them");
            }
            happen(template, event, given == null ? new Event(null, null, null, null) : given);
        }
        return Map.of("success", true);
    }

    private void happen(Template template, String event, Event given) {
        switch (event) {
            case "approve" -> fate.approve(template);
            case "reject" -> fate.reject(template, given.reason() == null ? "INVALID_FORMAT" : upper(given.reason()));
            case "pause" -> fate.pause(template);
            case "unpause" -> fate.unpause(template);
            case "disable" -> fate.disable(template);
            case "quality" -> fate.rate(template, oneOf("score", given.score(), SCORES));
            case "category" -> {
                String category = oneOf("category", given.category(), CATEGORIES);
                if (given.after() == null) {
                    fate.recategorise(template, category);
                } else {
                    fate.recategoriseIn(given.after(), template, category);
                }
            }
            case "archive" -> fate.archive(template);
            case "unarchive" -> fate.turn(template, "APPROVED", "UNARCHIVED");
            case "appeal" -> fate.turn(template, "IN_APPEAL", "IN_APPEAL");
            case "reinstate" -> fate.turn(template, "APPROVED", "REINSTATED");
            case "limit" -> fate.turn(template, "LIMIT_EXCEEDED", "LIMIT_EXCEEDED");
            case "pend" -> fate.turn(template, "PENDING", "PENDING");
            case "flag" -> fate.turn(template, template.status(), "FLAGGED");
            case "lock" -> fate.turn(template, template.status(), "LOCKED");
            case "delete" -> fate.delete(template);
            default ->
                throw new IllegalArgumentException(
                        "event: approve, reject, pause, unpause, disable, quality, category, archive, unarchive, appeal,"
                                + " reinstate, limit, pend, flag, lock or delete was expected, found " + event);
        }
    }

    private static String oneOf(String name, @Nullable String value, List<String> allowed) {
        if (value == null || !allowed.contains(upper(value))) {
            throw new IllegalArgumentException(name + ": one of " + allowed + " was expected, found " + value);
        }
        return upper(value);
    }

    private static String upper(String value) {
        return value.strip().toUpperCase(Locale.ROOT);
    }
}

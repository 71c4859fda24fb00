package io.recado.sandbox.whatsapp.template;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.WhatsAppSettings;
import io.recado.sandbox.whatsapp.template.Life.Next;
import io.recado.sandbox.whatsapp.template.Life.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What WhatsApp does to templates: reviews, pauses, quality, categories. Each change is stored and told. */
@Component
public class TemplateFate {

    private static final Duration FIRST_PAUSE = Duration.ofHours(3);
    private static final Duration SECOND_PAUSE = Duration.ofHours(6);
    private static final Duration ARCHIVED = Duration.ofDays(28);
    private static final int LAST_PAUSE = 3;

    private final Templates templates;
    private final TemplateNews news;
    private final TemplateLoop loop;
    private final WhatsAppSettings settings;
    private final Clock clock;

    TemplateFate(Templates templates, TemplateNews news, TemplateLoop loop, WhatsAppSettings settings, Clock clock) {
        this.templates = templates;
        this.news = news;
        this.loop = loop;
        this.settings = settings;
        this.clock = clock;
        loop.doing(this::proceed);
    }

    /** Does what is due, and answers when the next thing is; null when nothing is. */
    private @Nullable Instant proceed() {
        synchronized (templates) {
            for (Template template = templates.soonest(); template != null; template = templates.soonest()) {
                Next next = template.life().next();
                if (next == null || next.at().isAfter(clock.instant())) {
                    return next == null ? null : next.at();
                }
                step(template.life(template.life().then(null)), next.step());
            }
            return null;
        }
    }

    private void step(Template template, Step step) {
        switch (step) {
            case REVIEWED -> {
                String reason = Verdict.rejection(template);
                if (reason == null) {
                    approve(template);
                } else {
                    reject(template, reason);
                }
            }
            case UNPAUSED -> unpause(template);
            case RECATEGORISED -> {
                String correct = template.life().correctCategory();
                recategorise(template, correct == null ? template.category() : correct);
            }
            case DELETED -> remove(template);
        }
    }

    /** Puts it in review; the verdict comes by itself after the time of the settings. */
    Template review(Template template) {
        return keep(template.status("PENDING")
                .life(template.life()
                        .rejected("NONE")
                        .then(new Next(Step.REVIEWED, clock.instant().plus(settings.templateReview())))));
    }

    public void approve(Template template) {
        Template approved = keep(template.status("APPROVED")
                .life(template.life().rejected("NONE").edited(false).then(null)));
        news.status(approved, "APPROVED");
        if (template.life().edited()) {
            news.components(approved);
        }
    }

    /** @param reason one of {@code rejected_reason} */
    public void reject(Template template, String reason) {
        if (!Verdict.REASONS.contains(reason)) {
            throw new IllegalArgumentException("reason: one of " + Verdict.REASONS + " was expected, found " + reason);
        }
        Template rejected = keep(template.status("REJECTED")
                .life(template.life().rejected(reason).edited(false).then(null)));
        ObjectNode info = JsonNodeFactory.instance
                .objectNode()
                .put("reason", "The template was rejected: " + reason)
                .put("recommendation", "Edit the template and send it in again.");
        news.status(rejected, "REJECTED", reason, "rejection_info", info);
    }

    /** The first time for 3 hours, the second time for 6, the third time for good. */
    public void pause(Template template) {
        int times = template.life().pauses() + 1;
        if (times >= LAST_PAUSE) {
            disable(template.life(template.life().pausedTimes(times)));
            return;
        }
        Instant until = clock.instant().plus(times == 1 ? FIRST_PAUSE : SECOND_PAUSE);
        Template paused = keep(template.status("PAUSED")
                .life(template.life().pausedTimes(times).then(new Next(Step.UNPAUSED, until))));
        news.status(
                paused,
                "PAUSED",
                "NONE",
                "other_info",
                info(
                        times == 1 ? "FIRST_PAUSE" : "SECOND_PAUSE",
                        "Paused for " + (times == 1 ? 3 : 6) + " hours because of low quality"));
    }

    public void unpause(Template template) {
        boolean recategorised = template.life().correctCategory() != null;
        Template back = keep(template.status("APPROVED")
                .life(template.life().then(recategorised ? new Next(Step.RECATEGORISED, clock.instant()) : null)));
        news.status(back, "APPROVED", "NONE", "other_info", info("UNPAUSE", "The pause is over"));
    }

    public void disable(Template template) {
        Template disabled =
                keep(template.status("DISABLED").life(template.life().then(null)));
        ObjectNode date = JsonNodeFactory.instance
                .objectNode()
                .put("disable_date", clock.instant().getEpochSecond());
        news.status(disabled, "DISABLED", "NONE", "disable_info", date);
    }

    /** @param score {@code GREEN}, {@code YELLOW}, {@code RED} or {@code UNKNOWN} */
    public void rate(Template template, String score) {
        Template rated = keep(template.life(template.life().rated(score, clock.instant())));
        news.quality(rated, template.life().quality());
    }

    public void recategorise(Template template, String category) {
        Template other = keep(template.category(category)
                .life(template.life().categories(template.category(), null).then(null)));
        news.category(other, template.category());
    }

    /** Announces another category and brings it about after a while. */
    public void recategoriseIn(Duration time, Template template, String category) {
        if (template.life().next() != null) {
            throw new IllegalArgumentException(
                    "A template was expected that nothing else is about to happen to, found " + template.status());
        }
        Instant at = clock.instant().plus(time);
        Template warned = keep(template.life(template.life()
                .categories(template.life().previousCategory(), category)
                .then(new Next(Step.RECATEGORISED, at))));
        news.impendingCategory(warned, category, at);
    }

    /** Puts it away; 28 days later it is deleted. */
    public void archive(Template template) {
        Next deleted = new Next(Step.DELETED, clock.instant().plus(ARCHIVED));
        news.status(keep(template.status("ARCHIVED").life(template.life().then(deleted))), "ARCHIVED");
    }

    /** Puts it into another status, or tells of an event that changes none. */
    public void turn(Template template, String status, String event) {
        news.status(keep(template.status(status).life(template.life().then(null))), event);
    }

    /** Takes it away in a moment. */
    public void delete(Template template) {
        Next gone = new Next(Step.DELETED, clock.instant().plus(settings.templateReview()));
        news.status(
                keep(template.status("PENDING_DELETION").life(template.life().then(gone))), "PENDING_DELETION");
    }

    private void remove(Template template) {
        templates.remove(template);
        news.status(template.status("DELETED"), "DELETED");
    }

    private Template keep(Template template) {
        templates.put(template);
        loop.wake();
        return template;
    }

    private static ObjectNode info(String title, String description) {
        return JsonNodeFactory.instance.objectNode().put("title", title).put("description", description);
    }
}

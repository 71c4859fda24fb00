package io.recado.sandbox.whatsapp.template;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a template beside its status.
 *
 * @param rejectedReason such as {@code PROMOTIONAL}; {@code NONE} when it was not rejected
 * @param quality {@code GREEN}, {@code YELLOW}, {@code RED} or {@code UNKNOWN}
 * @param qualityAt since when; null while it is unknown
 * @param previousCategory what it was before WhatsApp changed its category
 * @param correctCategory what WhatsApp is about to make of its category
 * @param pauses how often it was paused
 * @param edited whether it is in review because it was edited
 * @param next what happens to it by itself; null when nothing does
 * @param createdAt null for templates of before this was kept
 * @param extras what else was given when it was created, such as {@code message_send_ttl_seconds}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Life(
        String rejectedReason,
        String quality,
        @Nullable Instant qualityAt,
        @Nullable String previousCategory,
        @Nullable String correctCategory,
        int pauses,
        boolean edited,
        @Nullable Next next,
        @Nullable Instant createdAt,
        ObjectNode extras) {

    /** What happens to templates by themselves when its time has come. The names are stored. */
    public enum Step {
        REVIEWED,
        UNPAUSED,
        RECATEGORISED,
        DELETED
    }

    /** A step and its time. */
    public record Next(Step step, Instant at) {}

    public Life {
        rejectedReason = rejectedReason == null ? "NONE" : rejectedReason;
        quality = quality == null ? "UNKNOWN" : quality;
        extras = extras == null ? JsonNodeFactory.instance.objectNode() : extras;
    }

    static Life begin(@Nullable Instant createdAt, ObjectNode extras) {
        return new Life("NONE", "UNKNOWN", null, null, null, 0, false, null, createdAt, extras);
    }

    Life rejected(String reason) {
        return new Life(
                reason, quality, qualityAt, previousCategory, correctCategory, pauses, edited, next, createdAt, extras);
    }

    Life rated(String score, Instant at) {
        return new Life(
                rejectedReason, score, at, previousCategory, correctCategory, pauses, edited, next, createdAt, extras);
    }

    Life categories(@Nullable String previous, @Nullable String correct) {
        return new Life(rejectedReason, quality, qualityAt, previous, correct, pauses, edited, next, createdAt, extras);
    }

    Life pausedTimes(int times) {
        return new Life(
                rejectedReason,
                quality,
                qualityAt,
                previousCategory,
                correctCategory,
                times,
                edited,
                next,
                createdAt,
                extras);
    }

    Life edited(boolean inReview) {
        return new Life(
                rejectedReason,
                quality,
                qualityAt,
                previousCategory,
                correctCategory,
                pauses,
                inReview,
                next,
                createdAt,
                extras);
    }

    Life then(@Nullable Next step) {
        return new Life(
                rejectedReason,
                quality,
                qualityAt,
                previousCategory,
                correctCategory,
                pauses,
                edited,
                step,
                createdAt,
                extras);
    }

    Life with(ObjectNode given) {
        return new Life(
                rejectedReason,
                quality,
                qualityAt,
                previousCategory,
                correctCategory,
                pauses,
                edited,
                next,
                createdAt,
                given);
    }
}

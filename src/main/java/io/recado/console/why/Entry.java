package io.recado.console.why;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, ready to be read.
 *
 * @param tone {@code good}, {@code bad}, {@code warn}, {@code busy}, {@code info} or {@code calm}
 * @param icon name of one of Tabler's outline icons
 * @param sentence more than the title says; null when that says all
 * @param facts what it rested on, one sentence each
 * @param link the page of the message that it is about; null when it is about none, or this page is it
 */
record Entry(
        Instant at,
        String tone,
        String icon,
        String title,
        @Nullable String sentence,
        List<String> facts,
        @Nullable String link) {

    /** Channels tell times by the second: within one, things stay in the order in which the hub learnt of them. */
    static final Comparator<Entry> BY_TIME =
            Comparator.comparing(entry -> entry.at().truncatedTo(ChronoUnit.SECONDS));

    static Entry of(Instant at, String tone, String icon, String title) {
        return new Entry(at, tone, icon, title, null, List.of(), null);
    }

    Entry saying(@Nullable String more) {
        return new Entry(at, tone, icon, title, more, facts, link);
    }

    Entry because(List<String> sentences) {
        return new Entry(at, tone, icon, title, sentence, sentences, link);
    }

    Entry linkedTo(String path) {
        return new Entry(at, tone, icon, title, sentence, facts, path);
    }
}

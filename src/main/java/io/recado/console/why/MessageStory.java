package io.recado.console.why;

import io.recado.console.frame.Badges;
import io.recado.console.frame.Words;
import io.recado.outbox.HistoryEntry;
import io.recado.outbox.Message;
import io.recado.outbox.Messages;
import io.recado.outbox.PastAttempt;
import io.recado.outbox.PastAttempt.Outcome;
import io.recado.outbox.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What happened to a message: each step with its reason or code, and each try with the channel's answer. */
@Component
class MessageStory {

    private final Messages messages;
    private final Badges badges;
    private final Words words;

    MessageStory(Messages messages, Badges badges, Words words) {
        this.messages = messages;
        this.badges = badges;
        this.words = words;
    }

    /** Oldest first. */
    List<Entry> of(Message message, Locale language) {
        var entries = new ArrayList<Entry>();
        var rule = words.of("rule", message.key().rule(), language);
        var history = messages.history(message.id());
        for (var i = 0; i < history.size(); i++) {
            entries.add(step(history.get(i), i == 0 ? message : null, rule, language));
        }
        messages.attempts(message.id()).stream()
                .filter(one -> one.outcome() != Outcome.ACCEPTED)
                .forEach(one -> entries.add(refused(one, language)));
        entries.sort(Entry.BY_TIME);
        return entries;
    }

    private Entry step(HistoryEntry step, @Nullable Message first, String rule, Locale language) {
        var badge = badges.message(step.status().code());
        return Entry.of(step.at(), badge.tone(), badge.icon(), words.say("why.step", language, rule, badge.text()))
                .saying(
                        first != null
                                ? words.say("why.planned", language, first.to().e164())
                                : detail(step.detail(), language));
    }

    /** A reason's sentence, or the code that the channel gave. */
    private @Nullable String detail(@Nullable String detail, Locale language) {
        if (detail == null) {
            return null;
        }
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.name().equals(detail))
                .map(reason -> reason.sentence(language))
                .findFirst()
                .orElseGet(() -> words.say("why.code", language, detail));
    }

    private Entry refused(PastAttempt one, Locale language) {
        var answer = new ArrayList<String>();
        var failure = one.failure();
        if (failure != null) {
            add(answer, "why.try.code", Integer.toString(failure.code()), language);
            add(answer, "why.try.title", failure.title(), language);
            add(answer, "why.try.details", failure.details(), language);
            add(answer, "why.try.trace", failure.trace(), language);
        }
        return Entry.of(
                        one.endedAt(),
                        "warn",
                        "arrow-back",
                        words.say(
                                "why.try",
                                language,
                                one.number(),
                                words.of("why.outcome", one.outcome().code(), language)))
                .because(answer);
    }

    private void add(List<String> answer, String key, @Nullable String value, Locale language) {
        if (value != null && !value.isBlank()) {
            answer.add(words.say(key, language, value));
        }
    }
}

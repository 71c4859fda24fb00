package io.recado.outbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.channel.Channels;
import io.recado.outbox.ledger.Attempts;
import io.recado.outbox.ledger.Search;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The ledger's messages for whoever asks: as they are now, and how they came there. Archived ones included where they are asked for by name. */
@Component("messages")
public class Messages {

    private final Search search;
    private final Attempts attempts;

    Messages(JdbcClient jdbc, ObjectMapper json, Channels channels) {
        this.search = new Search(jdbc, json);
        this.attempts = new Attempts(jdbc, channels);
    }

    public Optional<Message> find(MessageId id) {
        return search.find(id);
    }

    /** The message whose buttons carry this nonce. */
    public Optional<Message> byNonce(String nonce) {
        return search.byNonce(nonce);
    }

    /**
     * Newest first.
     *
     * @param cursor of the page before; null for the first
     */
    public Page<Message> search(MessageQuery query, @Nullable String cursor, int limit) {
        return search.search(query, cursor, limit);
    }

    /** Whatever was ordered about these subjects, newest first; asked once for a page of them. */
    public List<Message> about(Collection<String> subjects) {
        return subjects.isEmpty() ? List.of() : search.about(subjects);
    }

    /** Every step of a message, oldest first. */
    public List<HistoryEntry> history(MessageId id) {
        return search.history(id);
    }

    /** Every try of a message that has ended, oldest first. */
    public List<PastAttempt> attempts(MessageId id) {
        return attempts.of(id);
    }
}

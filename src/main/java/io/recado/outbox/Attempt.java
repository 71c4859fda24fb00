package io.recado.outbox;

import io.recado.configuration.ChannelId;
import java.time.Instant;

/** What the ledger says when a message is about to leave. */
public sealed interface Attempt {

    MessageId id();

    /** Whether it leaves now. */
    boolean mayLeave();

    /**
     * It leaves: the ledger says {@code sending}, and whoever asked reports back what came of it.
     *
     * @param number 1 for the first try
     * @param to whom it goes to, E.164
     * @param request the message in the hub's own words, as JSON {@code {id, to, content}}
     * @param startedAt UTC
     */
    record Departure(
            MessageId id, String rule, ChannelId channel, int number, String to, String request, Instant startedAt)
            implements Attempt {

        @Override
        public boolean mayLeave() {
            return true;
        }

        /** Without the recipient and the request: they name a person. */
        @Override
        public String toString() {
            return "Departure[%s, try %d]".formatted(id, number);
        }
    }

    /** It stays: it left before, is under way, was taken back, expired, or the last look objects. */
    record Stay(MessageId id) implements Attempt {

        @Override
        public boolean mayLeave() {
            return false;
        }
    }
}

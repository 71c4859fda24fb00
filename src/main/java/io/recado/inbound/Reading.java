package io.recado.inbound;

import io.recado.channel.AccountNews;
import io.recado.inbound.InboundStore.State;
import io.recado.outbox.StatusUpdate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook says, in its order.
 *
 * @param problems what could not be understood, by its place in the payload and without anything a patient wrote
 */
record Reading(
        List<Received> messages,
        List<StatusUpdate> statuses,
        List<MarketingWish> wishes,
        List<AccountNews> accounts,
        List<String> problems) {

    static Reading rejected(String problem) {
        return new Reading(List.of(), List.of(), List.of(), List.of(), List.of(problem));
    }

    /** Whether nothing of it was of use. */
    boolean useless() {
        return messages.isEmpty()
                && statuses.isEmpty()
                && wishes.isEmpty()
                && accounts.isEmpty()
                && !problems.isEmpty();
    }

    State state() {
        if (problems.isEmpty()) {
            return State.READ;
        }
        return useless() ? State.REJECTED : State.PARTIAL;
    }

    /** Null when there is nothing to complain about. */
    @Nullable
    String reason() {
        return problems.isEmpty() ? null : String.join("; ", problems.size() > 10 ? problems.subList(0, 10) : problems);
    }

    /**
     * A message, and what the log of messages keeps of it.
     *
     * @param type WhatsApp's own type name
     * @param body a text's words, a caption, or a tapped button's title; null for the other types
     * @param opensWindow whether the patient wrote it, so that free text may be sent for 24 h from then
     */
    record Received(
            InboundMessage message, String type, @Nullable String body, boolean opensWindow) {

        /** WhatsApp may send the real message later under the same wamid, so this one must not count as it. */
        boolean placeholder() {
            return type.equals("unsupported") || type.equals("unknown");
        }
    }
}

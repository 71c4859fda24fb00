package io.recado.sandbox.whatsapp.message;

import java.time.Instant;
import java.util.Optional;

/** What was said before, as far as rules ask for it. */
public interface Conversation {

    /** @param type of the message that was said */
    record Earlier(String type, Instant at) {}

    /** The message of this id between this number and this person. */
    Optional<Earlier> find(String phoneNumberId, String waId, String wamid);
}

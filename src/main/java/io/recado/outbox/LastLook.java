package io.recado.outbox;

import io.recado.configuration.ClinicId;
import io.recado.contact.PhoneNumber;
import java.util.List;
import java.util.Map;

/**
 * Asked right before messages leave: are they still true and still allowed? Whoever orders messages under a rule provides one for it.
 * Called inside a transaction with up to some hundred messages at once, so it asks the database once, not once per message.
 */
public interface LastLook {

    /** Whether it has a say about a message; usually those of one rule, by {@link OrderKey#rule()}. */
    boolean judges(Candidate message);

    /** The messages that must not leave, each with why; those not named may go. */
    Map<MessageId, Reason> objections(List<Candidate> messages);

    /** A message about to leave. */
    record Candidate(MessageId id, OrderKey key, ClinicId clinic, PhoneNumber to, Priority priority) {}
}

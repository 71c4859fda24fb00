package io.recado.conversation;

import io.recado.outbox.LastLook;
import io.recado.outbox.MessageId;
import io.recado.outbox.Reason;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Nothing speaks against an answer: it is about what has already happened, whoever asked for silence still wants to know that they were heard,
 * and the end of the 24 hours in which WhatsApp lets it through is the end of its usefulness in the ledger.
 */
@Component
class AnswersMayLeave implements LastLook {

    @Override
    public boolean judges(Candidate message) {
        return message.key().rule().equals(Answers.RULE);
    }

    @Override
    public Map<MessageId, Reason> objections(List<Candidate> messages) {
        return Map.of();
    }
}

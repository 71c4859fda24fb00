package io.recado.consent;

import static java.util.stream.Collectors.toMap;

import io.recado.consent.OptOut.Kind;
import io.recado.outbox.LastLook;
import io.recado.outbox.MessageId;
import io.recado.outbox.Reason;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Whatever rule ordered it: who does not want marketing gets none, even when the wish came after the order. */
@Component
class MarketingLastLook implements LastLook {

    private final Consents consents;

    MarketingLastLook(Consents consents) {
        this.consents = consents;
    }

    @Override
    public boolean judges(Candidate message) {
        return message.priority().marketing();
    }

    @Override
    public Map<MessageId, Reason> objections(List<Candidate> messages) {
        var silence = consents.silence(messages.stream().map(Candidate::to).toList());
        return messages.stream()
                .filter(message -> silence.optedOut(message.clinic(), message.to(), Kind.MARKETING))
                .collect(toMap(Candidate::id, message -> Reason.OPTED_OUT));
    }
}

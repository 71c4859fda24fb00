package io.recado.sandbox.whatsapp.message;

import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.message.Conversation.Earlier;
import io.recado.sandbox.whatsapp.phone.Acquaintances;
import io.recado.sandbox.whatsapp.phone.Acquaintances.Acquaintance;
import io.recado.sandbox.whatsapp.wire.GraphError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Why a well-formed message does not reach its person: WhatsApp takes it, and says so afterwards. */
@Component
class Obstacles {

    private static final Duration REACTABLE = Duration.ofDays(30);

    private final Acquaintances acquaintances;
    private final Conversation conversation;
    private final Clock clock;

    Obstacles(Acquaintances acquaintances, Conversation conversation, Clock clock) {
        this.acquaintances = acquaintances;
        this.conversation = conversation;
        this.clock = clock;
    }

    /** What lies between the business and the person. */
    @Nullable
    GraphError between(Line line, Addressee addressee, String category) {
        Acquaintance acquaintance =
                acquaintances.of(line.number().id(), addressee.phone().waId());
        if (acquaintance.blocked()) {
            return GraphError.of(130403);
        }
        if (acquaintance.blocks()) {
            return GraphError.of(131026);
        }
        if (acquaintance.marketingStopped() && category.startsWith("marketing")) {
            return GraphError.of(131050);
        }
        return addressee.hasOtherKeys() ? GraphError.of(137000) : null;
    }

    /** What is wrong with the message that a reaction is put on. */
    @Nullable
    GraphError onReaction(Line line, Addressee addressee, String target) {
        Instant now = clock.instant();
        boolean good = conversation
                .find(line.number().id(), addressee.phone().waId(), target)
                .filter(earlier -> reactable(earlier, now))
                .isPresent();
        return good ? null : GraphError.of(131009);
    }

    private static boolean reactable(Earlier earlier, Instant now) {
        return !"reaction".equals(earlier.type()) && now.isBefore(earlier.at().plus(REACTABLE));
    }
}

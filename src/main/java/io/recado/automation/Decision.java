package io.recado.automation;

import io.recado.outbox.Order;
import io.recado.outbox.Reason;
import java.time.Instant;

/** What a rule decided about one candidate. A run yields exactly one per candidate, and none has side effects. */
public sealed interface Decision {

    Candidate candidate();

    Reason reason();

    /** The order goes to the outbox, where its key makes a second planning harmless. */
    record Send(Candidate candidate, Order order) implements Decision {

        @Override
        public Reason reason() {
            return Reason.DUE;
        }
    }

    /** Not now: the candidate is looked at again at {@code until} (UTC). */
    record Defer(Candidate candidate, Reason reason, Instant until) implements Decision {}

    /** Not at all, as long as the facts stay as they are. */
    record Skip(Candidate candidate, Reason reason) implements Decision {}
}

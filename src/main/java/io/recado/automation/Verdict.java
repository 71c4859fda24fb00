package io.recado.automation;

import io.recado.outbox.Reason;
import java.time.Instant;

/** What a policy says. */
public sealed interface Verdict {

    Verdict PASS = new Pass();

    /** Nothing against it. */
    record Pass() implements Verdict {}

    /** Not at all. */
    record Refuse(Reason reason) implements Verdict {}

    /** Not before {@code until} (UTC). */
    record Postpone(Reason reason, Instant until) implements Verdict {}

    static Verdict refuseIf(boolean objection, Reason reason) {
        return objection ? new Refuse(reason) : PASS;
    }
}

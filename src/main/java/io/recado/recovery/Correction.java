package io.recado.recovery;

import io.recado.contact.PhoneCheck;
import io.recado.contact.PhoneNumber;
import io.recado.outbox.Handling;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of the wish to correct the phone of a failed message's patient. */
public sealed interface Correction {

    /**
     * The number counts from now on, until the source has another one.
     *
     * @param writeBack the command that carries it to the source; null when the source cannot be written to
     */
    record Corrected(PhoneNumber phone, @Nullable UUID writeBack) implements Correction {}

    /** What was typed is no number that can be dialled. */
    record NotUsable(PhoneCheck.Problem problem) implements Correction {}

    /** It is the number that failed. */
    record SameNumber() implements Correction {}

    /** The message is not about a patient that the mirror knows. */
    record NobodysPhone() implements Correction {}

    /** The message waits for nobody, or there is none. */
    record NotWaiting(Handling why) implements Correction {}
}

package io.recado.sandbox.whatsapp.account;

import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.wire.GraphError;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Registers numbers on the Cloud API and takes them off it, guarded by their PIN. */
@Component
public class Registrations {

    private static final int CALLS = 10;
    private static final Duration CALLS_WITHIN = Duration.ofHours(72);
    private static final int GUESSES = 5;
    private static final Duration GUESSES_WITHIN = Duration.ofHours(1);
    private static final int FAST_GUESSES = 3;
    private static final Duration FAST = Duration.ofSeconds(10);

    private final Standings standings;
    private final Facts facts;
    private final Tally tally;

    Registrations(Standings standings, Facts facts, Tally tally) {
        this.standings = standings;
        this.facts = facts;
        this.tally = tally;
    }

    /** @param pin six digits; becomes the number's PIN when it has none yet */
    public void register(Line line, String pin) {
        count(line);
        String number = line.number().id();
        if (!"VERIFIED".equals(verification(line))) {
            throw refused(133006);
        }
        guess(number, pin);
        facts.set(number, Fact.PIN, pin);
        standings.set(number, Fact.REGISTERED, null);
    }

    public void deregister(Line line) {
        count(line);
        standings.set(line.number().id(), Fact.REGISTERED, "false");
    }

    /** Sets the number's PIN. */
    public void pin(Line line, String pin) {
        facts.set(line.number().id(), Fact.PIN, pin);
    }

    public boolean hasPin(Line line) {
        return facts.get(line.number().id(), Fact.PIN) != null;
    }

    /** Whether its owner has proved that the number is theirs: {@code VERIFIED} or {@code UNVERIFIED}. */
    public String verification(Line line) {
        return facts.get(line.number().id(), Fact.VERIFICATION, "VERIFIED");
    }

    private void count(Line line) {
        String number = line.number().id();
        if (tally.within(CALLS_WITHIN, number, Tally.Kind.REGISTER) >= CALLS) {
            throw refused(133016);
        }
        tally.add(number, Tally.Kind.REGISTER);
    }

    private void guess(String number, String pin) {
        String right = facts.get(number, Fact.PIN);
        if (tally.within(GUESSES_WITHIN, number, Tally.Kind.WRONG_PIN) >= GUESSES) {
            throw new Refused(
                    GraphError.of(133008), "There were too many two-step verification PIN guesses. Wait 60 minutes.");
        }
        if (tally.within(FAST, number, Tally.Kind.WRONG_PIN) >= FAST_GUESSES) {
            throw new Refused(
                    GraphError.of(133009), "The two-step verification PIN was entered too quickly. Wait 10 seconds.");
        }
        if (right != null && !right.equals(pin)) {
            tally.add(number, Tally.Kind.WRONG_PIN);
            throw refused(133005);
        }
    }

    private static Refused refused(int code) {
        return new Refused(GraphError.of(code), GraphError.of(code).details());
    }
}

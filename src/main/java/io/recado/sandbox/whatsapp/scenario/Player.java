package io.recado.sandbox.whatsapp.scenario;

import io.recado.sandbox.SandboxClock;
import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.chat.History;
import io.recado.sandbox.whatsapp.chat.People;
import io.recado.sandbox.whatsapp.fault.Faults;
import io.recado.sandbox.whatsapp.media.MediaShelf;
import io.recado.sandbox.whatsapp.phone.PhoneEvents;
import io.recado.sandbox.whatsapp.wire.Refused;
import io.recado.sandbox.whatsapp.wire.Unknown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Plays scenarios: does what people did, and waits for what the businesses should answer. */
@Component
public class Player {

    private final People people;
    private final History history;
    private final Accounts accounts;
    private final Faults faults;
    private final MediaShelf shelf;
    private final PhoneEvents events;
    private final SandboxClock clock;

    Player(
            People people,
            History history,
            Accounts accounts,
            Faults faults,
            MediaShelf shelf,
            PhoneEvents events,
            SandboxClock clock) {
        this.people = people;
        this.history = history;
        this.accounts = accounts;
        this.faults = faults;
        this.shelf = shelf;
        this.events = events;
        this.clock = clock;
    }

    /** Plays it to the end or to the first step that fails; returns then. */
    public Report play(Scenario scenario) {
        Deeds deeds = new Deeds(people, history, accounts, faults, shelf, clock);
        Expectations expectations = new Expectations(people, history, accounts, events, history.newest());
        List<Report.Line> lines = new ArrayList<>();
        boolean passed = true;
        for (Step step : scenario.steps()) {
            if (!passed) {
                lines.add(new Report.Line(lines.size() + 1, step.told(), "skipped", 0, null));
                continue;
            }
            long start = System.nanoTime();
            String problem = play(step, deeds, expectations);
            long millis = (System.nanoTime() - start) / 1_000_000;
            passed = problem == null;
            lines.add(new Report.Line(lines.size() + 1, step.told(), passed ? "ok" : "failed", millis, problem));
        }
        return new Report(scenario.name(), passed, lines);
    }

    /** What went wrong; null when nothing did. */
    private static @Nullable String play(Step step, Deeds deeds, Expectations expectations) {
        try {
            if (step instanceof Step.Expect expect) {
                return expectations.await(expect);
            }
            deeds.play(step, expectations);
            return null;
        } catch (IllegalArgumentException | Unknown | Refused e) {
            return e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted: the sandbox stops";
        }
    }
}

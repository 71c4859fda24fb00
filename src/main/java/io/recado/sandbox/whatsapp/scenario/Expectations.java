package io.recado.sandbox.whatsapp.scenario;

import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.chat.Action;
import io.recado.sandbox.whatsapp.chat.History;
import io.recado.sandbox.whatsapp.chat.History.Shown;
import io.recado.sandbox.whatsapp.chat.People;
import io.recado.sandbox.whatsapp.phone.PhoneEvents;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Waits for what businesses should say. Every message fulfils one expectation at most, so their order is free. */
final class Expectations {

    private static final Duration USUALLY = Duration.ofSeconds(10);

    private final People people;
    private final History history;
    private final Accounts accounts;
    private final PhoneEvents events;
    private final long from;
    private final Set<String> used = new HashSet<>();
    private final Map<String, String> names = new HashMap<>();

    /** @param from id of the newest message when the scenario began */
    Expectations(People people, History history, Accounts accounts, PhoneEvents events, long from) {
        this.people = people;
        this.history = history;
        this.accounts = accounts;
        this.events = events;
        this.from = from;
    }

    /** @throws IllegalArgumentException when no step before gave this name */
    String named(String name) {
        String wamid = names.get(name);
        if (wamid == null) {
            throw new IllegalArgumentException("answers: the name of an expected message was expected, found " + name
                    + "; there are " + names.keySet().stream().sorted().toList());
        }
        return wamid;
    }

    /** Returns null when the message came, and otherwise what was found instead. */
    @Nullable
    String await(Step.Expect wanted) throws InterruptedException {
        String waId = people.orStranger(wanted.phone()).waId();
        Duration limit = limit(wanted.within());
        Pattern pattern = pattern(wanted.matches());
        String line = wanted.from() == null ? null : Deeds.lineOf(accounts, wanted.from());
        long end = System.nanoTime() + limit.toNanos();
        PhoneEvents.Listener listener = events.listen(waId);
        try {
            while (true) {
                List<Shown> fresh = fresh(waId);
                for (Shown message : fresh) {
                    if (fits(message, wanted, pattern, line)) {
                        used.add(message.wamid());
                        if (wanted.as() != null) {
                            names.put(wanted.as(), message.wamid());
                        }
                        return null;
                    }
                }
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return problem(wanted, limit, fresh);
                }
                if (listener.await(Duration.ofNanos(left).plusMillis(1)) == null) {
                    return "the sandbox stops";
                }
            }
        } finally {
            events.leave(listener);
        }
    }

    private List<Shown> fresh(String waId) {
        return history.of(waId).stream()
                .filter(message -> message.id() > from
                        && "outbound".equals(message.direction())
                        && !used.contains(message.wamid()))
                .toList();
    }

    private static boolean fits(Shown message, Step.Expect wanted, @Nullable Pattern pattern, @Nullable String line) {
        boolean failure = wanted.failed() == null
                ? message.failure() == null
                : message.failure() != null && message.failure().startsWith(wanted.failed());
        return failure
                && (line == null || line.equals(message.phoneNumberId()))
                && (wanted.type() == null || wanted.type().equals(message.type()))
                && (wanted.text() == null
                        || wanted.text().strip().equals(message.text().strip()))
                && (pattern == null || pattern.matcher(message.text()).find())
                && (wanted.buttons() == null || wanted.buttons().equals(buttons(message)));
    }

    private static List<String> buttons(Shown message) {
        return message.actions().stream().map(Action::text).toList();
    }

    private static String problem(Step.Expect wanted, Duration limit, List<Shown> fresh) {
        StringBuilder told = new StringBuilder("expected within ")
                .append(limit.toMillis() / 1000.0)
                .append(" s: ")
                .append(wanted.told());
        if (fresh.isEmpty()) {
            return told.append("; found no message that no other step had expected")
                    .toString();
        }
        told.append("; found: ");
        for (Shown message : fresh) {
            told.append(message.type()).append(" «").append(message.text()).append('»');
            if (!message.actions().isEmpty()) {
                told.append(" with ").append(buttons(message));
            }
            if (message.failure() != null) {
                told.append(" failed with ").append(message.failure());
            }
            told.append("; ");
        }
        return told.substring(0, told.length() - 2);
    }

    private static Duration limit(@Nullable String within) {
        try {
            return within == null ? USUALLY : Duration.parse(within);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("within: a duration such as PT10S was expected, found " + within, e);
        }
    }

    private static @Nullable Pattern pattern(@Nullable String matches) {
        try {
            return matches == null ? null : Pattern.compile(matches, Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("matches: a regular expression was expected: " + e.getMessage(), e);
        }
    }
}

package io.recado.sandbox.whatsapp.scenario;

import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.chat.Action;
import io.recado.sandbox.whatsapp.chat.History.Shown;
import io.recado.sandbox.whatsapp.phone.Phones;
import io.recado.sandbox.whatsapp.scenario.Recording.Deed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes steps of what people did and businesses answered, in the order it happened and with names instead of ids. */
@Component
class Transcript {

    private record Placed(long id, boolean after, Step step) {}

    private final Accounts accounts;
    private final Phones phones;

    Transcript(Accounts accounts, Phones phones) {
        this.accounts = accounts;
        this.phones = phones;
    }

    /** @param messages everything said since the recording began, oldest first */
    List<Step> of(List<Deed> deeds, List<Shown> messages) {
        Map<String, Shown> byWamid =
                messages.stream().collect(Collectors.toMap(Shown::wamid, Function.identity(), (a, b) -> a));
        Map<String, String> names = names(deeds, byWamid);
        List<Placed> placed = new ArrayList<>();
        for (Shown message : messages) {
            if ("outbound".equals(message.direction())) {
                placed.add(new Placed(message.id(), false, expected(message, names.get(message.wamid()))));
            }
        }
        for (Deed deed : deeds) {
            Shown made = deed.wamid() == null ? null : byWamid.get(deed.wamid());
            String on = deed.on() == null ? null : names.get(deed.on());
            placed.add(new Placed(
                    made == null ? deed.after() : made.id(),
                    true,
                    complete(deed.step(), made == null ? null : number(made.phoneNumberId()), on)));
        }
        placed.sort(Comparator.comparingLong(Placed::id).thenComparing(Placed::after));
        return withoutIdleLooks(placed.stream().map(Placed::step).toList());
    }

    /** Pages look again and again; only a look at something new, that no tap or word follows at once, tells a business anything. */
    private static List<Step> withoutIdleLooks(List<Step> steps) {
        Set<String> news = new HashSet<>();
        List<Step> kept = new ArrayList<>();
        for (int n = 0; n < steps.size(); n++) {
            Step step = steps.get(n);
            boolean idle = step instanceof Step.Look look
                    && (!news.contains(look.phone())
                            || (n + 1 < steps.size() && look.phone().equals(actor(steps.get(n + 1)))));
            if (!idle) {
                kept.add(step);
            }
            if (step instanceof Step.Expect expect) {
                news.add(expect.phone());
            } else if (!idle) {
                news.remove(actor(step));
            }
        }
        return kept;
    }

    private static @Nullable String actor(Step step) {
        return switch (step) {
            case Step.Write write -> write.phone();
            case Step.Tap tap -> tap.phone();
            case Step.Send send -> send.phone();
            case Step.Look look -> look.phone();
            default -> null;
        };
    }

    /** Names for the businesses' messages that somebody answered. */
    private static Map<String, String> names(List<Deed> deeds, Map<String, Shown> byWamid) {
        Map<String, String> names = new HashMap<>();
        for (Deed deed : deeds) {
            String on = deed.on();
            Shown about = on == null ? null : byWamid.get(on);
            if (about != null && "outbound".equals(about.direction()) && !names.containsKey(about.wamid())) {
                names.put(about.wamid(), "m" + (names.size() + 1));
            }
        }
        return names;
    }

    private static Step complete(Step step, @Nullable String to, @Nullable String on) {
        return switch (step) {
            case Step.Write write -> new Step.Write(write.phone(), to, write.text());
            case Step.Tap tap -> new Step.Tap(tap.phone(), on, tap.button());
            case Step.Send send -> new Step.Send(send.phone(), to, on, send.message(), send.file());
            default -> step;
        };
    }

    private Step expected(Shown message, @Nullable String name) {
        List<String> buttons = message.actions().stream().map(Action::text).toList();
        String failure = message.failure();
        return new Step.Expect(
                phones.orStranger(message.waId()).number(),
                number(message.phoneNumberId()),
                message.type(),
                message.text(),
                null,
                buttons.isEmpty() ? null : buttons,
                failure == null ? null : failure.replaceFirst("\\D.*", ""),
                "PT10S",
                name);
    }

    private String number(String phoneNumberId) {
        return accounts.line(phoneNumberId).number().number();
    }
}

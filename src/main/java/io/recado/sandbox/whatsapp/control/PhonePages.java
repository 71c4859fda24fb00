package io.recado.sandbox.whatsapp.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.chat.History;
import io.recado.sandbox.whatsapp.chat.People;
import io.recado.sandbox.whatsapp.chat.Windows;
import io.recado.sandbox.whatsapp.phone.Phones.Phone;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The phones to look at and to touch: one, or several side by side. */
@Controller
class PhonePages {

    private static final int SIDE_BY_SIDE = 6;

    /**
     * A phone as its page draws it first.
     *
     * @param messages what was said, as the control interface tells it, in JSON
     * @param business id of the number whose chat is open
     */
    record Shown(String waId, String number, String name, String messages, String business) {}

    /** Until when a number may write freely; null when it may not. */
    record Window(String phoneNumberId, @Nullable Instant openUntil) {}

    private final People people;
    private final History history;
    private final Accounts accounts;
    private final Windows windows;
    private final ScriptTexts texts;
    private final Clock clock;
    private final ObjectMapper json;

    PhonePages(
            People people,
            History history,
            Accounts accounts,
            Windows windows,
            ScriptTexts texts,
            Clock clock,
            ObjectMapper json) {
        this.people = people;
        this.history = history;
        this.accounts = accounts;
        this.windows = windows;
        this.texts = texts;
        this.clock = clock;
        this.json = json;
    }

    @GetMapping("/phone/{number}")
    String phone(@PathVariable String number, Model model, Locale locale) throws JsonProcessingException {
        return page(List.of(number), model, locale);
    }

    /** @param with numbers with commas between them; without any, the three phones with the latest news */
    @GetMapping("/phones")
    String phones(@RequestParam(required = false) @Nullable List<String> with, Model model, Locale locale)
            throws JsonProcessingException {
        List<String> numbers = with == null || with.isEmpty()
                ? history.overview().stream()
                        .limit(3)
                        .map(History.Overview::waId)
                        .toList()
                : with;
        return page(numbers.stream().distinct().limit(SIDE_BY_SIDE).toList(), model, locale);
    }

    private String page(List<String> numbers, Model model, Locale locale) throws JsonProcessingException {
        List<Shown> shown = new ArrayList<>();
        for (String number : numbers) {
            Phone phone = people.orStranger(number);
            String messages = json.writeValueAsString(
                    history.of(phone.waId()).stream().map(ControlApi::said).toList());
            shown.add(new Shown(phone.waId(), phone.number(), phone.name(), messages, people.business(phone)));
        }
        model.addAttribute("phones", shown);
        model.addAttribute("title", shown.stream().map(Shown::name).collect(Collectors.joining(", ")));
        model.addAttribute("current", shown.stream().map(Shown::waId).collect(Collectors.joining(",")));
        model.addAttribute("overview", json.writeValueAsString(history.overview()));
        model.addAttribute("lines", lines());
        model.addAttribute("texts", texts.json(locale));
        model.addAttribute("now", clock.instant());
        return "phone";
    }

    private String lines() {
        ObjectNode lines = json.createObjectNode();
        for (Accounts.Line line : accounts.lines()) {
            lines.putObject(line.number().id())
                    .put("name", line.number().name())
                    .put("number", line.number().number());
        }
        return lines.toString();
    }

    @GetMapping("/sandbox/api/overview")
    @ResponseBody
    List<History.Overview> overview() {
        return history.overview();
    }

    @GetMapping("/sandbox/api/phones/{number}/windows")
    @ResponseBody
    List<Window> windows(@PathVariable String number) {
        Phone phone = people.orStranger(number);
        return accounts.lines().stream()
                .map(line -> new Window(
                        line.number().id(), windows.openUntil(line.number().id(), phone.waId())))
                .toList();
    }
}

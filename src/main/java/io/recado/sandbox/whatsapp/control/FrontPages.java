package io.recado.sandbox.whatsapp.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.chat.History;
import io.recado.sandbox.whatsapp.fault.Fault;
import io.recado.sandbox.whatsapp.fault.Faults;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page: who has a phone, and what this is. */
@Controller
class FrontPages {

    /** A business number on the front page. */
    record Shown(
            String id, String number, String name, @Nullable String callback) {}

    /** A row of the table of failures; code 0 stands for troubles without one. */
    record Ending(String ending, String kind, int code, String title, boolean later) {}

    private final History history;
    private final Accounts accounts;
    private final ScriptTexts texts;
    private final Clock clock;
    private final ObjectMapper json;

    FrontPages(History history, Accounts accounts, ScriptTexts texts, Clock clock, ObjectMapper json) {
        this.history = history;
        this.accounts = accounts;
        this.texts = texts;
        this.clock = clock;
        this.json = json;
    }

    @GetMapping("/")
    String front(Model model, HttpServletRequest request, Locale locale) throws JsonProcessingException {
        model.addAttribute("overview", json.writeValueAsString(history.overview()));
        model.addAttribute("lines", lines());
        model.addAttribute("faults", endings());
        model.addAttribute("stats", history.stats());
        model.addAttribute("address", "http://127.0.0.1:" + request.getLocalPort());
        model.addAttribute("texts", texts.json(locale));
        model.addAttribute("now", clock.instant());
        return "phones";
    }

    private List<Shown> lines() {
        return accounts.lines().stream()
                .map(line -> new Shown(
                        line.number().id(),
                        line.number().number(),
                        line.number().name(),
                        accounts.callback(line)))
                .toList();
    }

    private static List<Ending> endings() {
        return Faults.ENDINGS.entrySet().stream()
                .map(entry -> {
                    String ending = entry.getKey();
                    String kind = entry.getValue();
                    return switch (Fault.named(kind)) {
                        case Fault.Refuse refuse ->
                            new Ending(
                                    ending,
                                    kind,
                                    refuse.error().code(),
                                    refuse.error().title(),
                                    false);
                        case Fault.FailLater later ->
                            new Ending(
                                    ending,
                                    kind,
                                    later.error().code(),
                                    later.error().title(),
                                    true);
                        case Fault.HeldThenDropped dropped -> new Ending(ending, kind, 0, "", false);
                        case Fault.Trouble trouble -> new Ending(ending, kind, 0, "", false);
                    };
                })
                .toList();
    }
}

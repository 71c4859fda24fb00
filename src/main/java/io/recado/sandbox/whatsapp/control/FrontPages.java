package io.recado.sandbox.whatsapp.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.sandbox.whatsapp.chat.History;
import io.recado.sandbox.whatsapp.fault.Fault;
import io.recado.sandbox.whatsapp.fault.Faults;
import io.recado.sandbox.whatsapp.webhook.WebhookQueue;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** The pages around the phones: who has one, the businesses, and the failures to be had. */
@Controller
class FrontPages {

    /** A row of the table of failures; code 0 stands for troubles without one. */
    record Ending(String ending, String kind, int code, String title, boolean later) {}

    private final History history;
    private final WebhookQueue webhooks;
    private final ScriptTexts texts;
    private final Clock clock;
    private final ObjectMapper json;

    FrontPages(History history, WebhookQueue webhooks, ScriptTexts texts, Clock clock, ObjectMapper json) {
        this.history = history;
        this.webhooks = webhooks;
        this.texts = texts;
        this.clock = clock;
        this.json = json;
    }

    @GetMapping("/")
    String front(Model model, HttpServletRequest request, Locale locale) throws JsonProcessingException {
        model.addAttribute("overview", json.writeValueAsString(history.overview()));
        model.addAttribute("faults", endings());
        return page("phones", model, request, locale);
    }

    /** Business numbers, templates and webhooks: how they stand, and what WhatsApp could do to them. */
    @GetMapping("/accounts")
    String accounts(Model model, HttpServletRequest request, Locale locale) {
        return page("accounts", model, request, locale);
    }

    @GetMapping("/faults")
    String faults(Model model, HttpServletRequest request, Locale locale) {
        model.addAttribute("faults", endings());
        return page("faults", model, request, locale);
    }

    private String page(String name, Model model, HttpServletRequest request, Locale locale) {
        model.addAttribute("stats", history.stats());
        model.addAttribute("waiting", webhooks.waiting());
        model.addAttribute("address", "http://127.0.0.1:" + request.getLocalPort());
        model.addAttribute("texts", texts.json(locale));
        model.addAttribute("now", clock.instant());
        return name;
    }

    @GetMapping("/sandbox/api/webhooks")
    @ResponseBody
    Map<String, Long> webhooks() {
        return Map.of("waiting", webhooks.waiting());
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

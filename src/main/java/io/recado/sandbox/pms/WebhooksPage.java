package io.recado.sandbox.pms;

import io.recado.sandbox.pms.PmsSettings.Client;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who is told of changes, and how far that has come. */
@Controller
@RequestMapping("/pms/webhooks")
class WebhooksPage {

    private static final int CUANTOS = 50;

    private final Webhooks webhooks;
    private final Avisos avisos;
    private final PmsSettings settings;
    private final Marco marco;

    WebhooksPage(Webhooks webhooks, Avisos avisos, PmsSettings settings, Marco marco) {
        this.webhooks = webhooks;
        this.avisos = avisos;
        this.settings = settings;
        this.marco = marco;
    }

    @GetMapping
    String lista(
            @RequestParam(defaultValue = "1") long clinica,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate dia,
            Model model) {
        Marco.Vista vista = marco.pon(model, "webhooks", clinica, dia);
        model.addAttribute("webhooks", webhooks.todos());
        model.addAttribute("avisos", avisos.ultimos(CUANTOS));
        model.addAttribute("zona", vista.zona());
        model.addAttribute("sucesos", Suceso.values());
        model.addAttribute(
                "sistemas", settings.clients().stream().map(Client::name).toList());
        return "pms-webhooks";
    }

    @PostMapping
    String suscribe(
            @RequestParam String sistema,
            @RequestParam String url,
            @RequestParam(required = false) @Nullable List<String> evento,
            @RequestParam(defaultValue = "") String secreto,
            @RequestParam long clinica,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate dia,
            RedirectAttributes vuelta) {
        Marco.intenta(
                vuelta,
                () -> vuelta.addFlashAttribute(
                        "secreto",
                        webhooks.suscribe(sistema, url, evento, secreto).secreto()));
        return Marco.vuelve(vuelta, "/pms/webhooks", clinica, dia);
    }

    @PostMapping("/{id}/quitar")
    String quita(
            @PathVariable long id,
            @RequestParam long clinica,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate dia,
            RedirectAttributes vuelta) {
        Marco.intenta(vuelta, () -> webhooks.quita(id));
        return Marco.vuelve(vuelta, "/pms/webhooks", clinica, dia);
    }

    @PostMapping("/avisos/{id}/reenviar")
    String reenvia(
            @PathVariable long id,
            @RequestParam long clinica,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate dia,
            RedirectAttributes vuelta) {
        Marco.intenta(vuelta, () -> avisos.reenvia(id));
        return Marco.vuelve(vuelta, "/pms/webhooks", clinica, dia);
    }
}

package io.recado.sandbox.pms;

import io.recado.sandbox.pms.Fallo.Clase;
import java.time.LocalDate;
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

/** What will go wrong: to order and to take back. */
@Controller
@RequestMapping("/pms/fallos")
class FallosPage {

    private final Fallos fallos;
    private final Marco marco;

    FallosPage(Fallos fallos, Marco marco) {
        this.fallos = fallos;
        this.marco = marco;
    }

    @GetMapping
    String lista(
            @RequestParam(defaultValue = "1") long clinica,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate dia,
            Model model) {
        marco.pon(model, "fallos", clinica, dia);
        model.addAttribute("clases", Clase.values());
        model.addAttribute("armados", fallos.armados());
        return "pms-fallos";
    }

    @PostMapping
    String pide(
            @RequestParam String clase,
            @RequestParam(defaultValue = "1") int veces,
            @RequestParam(defaultValue = "") String ambito,
            @RequestParam(required = false) @Nullable Integer segundos,
            @RequestParam long clinica,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate dia,
            RedirectAttributes vuelta) {
        Marco.intenta(
                vuelta,
                () -> fallos.pon(
                        Clase.de(clase)
                                .orElseThrow(
                                        () -> new Problema(Codigo.PARAMETRO_INVALIDO, "No existe el fallo " + clase)),
                        ambito.strip(),
                        veces,
                        segundos,
                        null,
                        null));
        return Marco.vuelve(vuelta, "/pms/fallos", clinica, dia);
    }

    @PostMapping("/{id}/quitar")
    String quita(
            @PathVariable long id,
            @RequestParam long clinica,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate dia,
            RedirectAttributes vuelta) {
        Marco.intenta(vuelta, () -> fallos.quita(id));
        return Marco.vuelve(vuelta, "/pms/fallos", clinica, dia);
    }

    @PostMapping("/quitar")
    String quitaTodos(
            @RequestParam long clinica,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate dia,
            RedirectAttributes vuelta) {
        Marco.intenta(vuelta, fallos::quitaTodos);
        return Marco.vuelve(vuelta, "/pms/fallos", clinica, dia);
    }
}

package io.recado.sandbox.crm;

import io.recado.sandbox.crm.Catalogue.Wish;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What is for sale, what is reserved and offered, who sells, and what an integration has to write. */
@Controller
@RequestMapping("/crm")
class DealsPage {

    private static final List<String> UNIT_STATES =
            List.of("DISPONIBLE", "RESERVADA", "RESERVA_AUTORIZADA", "SEPARADA", "VENDIDA", "BLOQUEADA");

    private final Catalogue catalogue;
    private final Reservations reservations;
    private final Quotes quotes;
    private final Advisors advisors;
    private final CrmDatabase crm;

    DealsPage(Catalogue catalogue, Reservations reservations, Quotes quotes, Advisors advisors, CrmDatabase crm) {
        this.catalogue = catalogue;
        this.reservations = reservations;
        this.quotes = quotes;
        this.advisors = advisors;
        this.crm = crm;
    }

    @GetMapping("/catalogo")
    String catalogue(
            @RequestParam(required = false) @Nullable BigDecimal desde,
            @RequestParam(required = false) @Nullable BigDecimal hasta,
            @RequestParam(defaultValue = "") String ciudad,
            @RequestParam(required = false) @Nullable Integer tipo,
            @RequestParam(required = false) @Nullable Integer proyecto,
            Model model) {
        model.addAttribute("found", catalogue.projects(new Wish(desde, hasta, ciudad.isBlank() ? null : ciudad, tipo)));
        model.addAttribute("desde", desde);
        model.addAttribute("hasta", hasta);
        model.addAttribute("ciudad", ciudad);
        model.addAttribute("tipo", tipo);
        model.addAttribute("proyecto", proyecto);
        model.addAttribute("projects", catalogue.everyProject());
        model.addAttribute("cities", catalogue.cities());
        model.addAttribute("types", catalogue.types());
        model.addAttribute("units", catalogue.units(proyecto, false));
        model.addAttribute("states", UNIT_STATES);
        return "crm-catalogue";
    }

    @PostMapping("/unidades/{id}")
    String change(
            @PathVariable int id,
            @RequestParam String estado,
            @RequestParam BigDecimal precio,
            @RequestParam(required = false) @Nullable Integer proyecto,
            RedirectAttributes back) {
        if (proyecto != null) {
            back.addAttribute("proyecto", proyecto);
        }
        return back(catalogue.change(id, estado, precio), id, "catalogo", back);
    }

    @GetMapping("/reservas")
    String reservations(Model model) {
        model.addAttribute("reservations", reservations.list(null));
        model.addAttribute("quotes", quotes.list(null));
        model.addAttribute(
                "advisors",
                advisors.all().stream().filter(Advisors.Advisor::active).toList());
        return "crm-reservations";
    }

    @PostMapping("/reservas/{id}/autorizar")
    String authorise(@PathVariable int id, @RequestParam int asesor, RedirectAttributes back) {
        return back(reservations.authorise(id, asesor), id, "reservas", back);
    }

    @PostMapping("/reservas/{id}/desistir")
    String withdraw(@PathVariable int id, RedirectAttributes back) {
        return back(reservations.withdraw(id), id, "reservas", back);
    }

    @GetMapping("/asesores")
    String advisors(Model model) {
        model.addAttribute("advisors", advisors.all());
        model.addAttribute("groups", advisors.groups());
        model.addAttribute("members", advisors.members());
        return "crm-advisors";
    }

    @PostMapping("/asesores")
    String hire(
            @RequestParam String nombre,
            @RequestParam(required = false) @Nullable String correo,
            @RequestParam(required = false) @Nullable String celular,
            RedirectAttributes back) {
        advisors.hire(nombre.strip(), correo, celular);
        return back(true, 0, "asesores", back);
    }

    /** An advisor as the form says: there or away, and in the groups that are ticked. */
    @PostMapping("/asesores/{id}")
    String change(
            @PathVariable int id,
            @RequestParam(defaultValue = "false") boolean activo,
            @RequestParam(required = false) @Nullable Set<Integer> grupos,
            RedirectAttributes back) {
        crm.transaction().executeWithoutResult(status -> {
            advisors.activate(id, activo);
            for (Visits.Choice group : advisors.groups()) {
                if (grupos != null && grupos.contains(group.id())) {
                    advisors.join(id, group.id());
                } else {
                    advisors.leave(id, group.id());
                }
            }
        });
        return back(true, id, "asesores", back);
    }

    @GetMapping("/sql")
    String statements(Model model) {
        model.addAttribute("statements", Statements.all());
        model.addAttribute("address", crm.address());
        return "crm-sql";
    }

    private static String back(boolean done, int id, String page, RedirectAttributes back) {
        back.addFlashAttribute(done ? "done" : "refused", id);
        return "redirect:/crm/" + page;
    }
}

package io.recado.sandbox.crm;

import io.recado.sandbox.crm.Leads.Lead;
import io.recado.sandbox.crm.Leads.Registered;
import io.recado.sandbox.crm.Visits.Visit;
import io.recado.sandbox.crm.Visits.Visitor;
import java.time.LocalDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Leads and visits: the list with its filter, the form for a new one, and the page of one visit with all that hangs on it. */
@Controller
@RequestMapping("/crm/visitas")
class VisitsPage {

    private static final int RESERVED_DAYS = 3;

    /** What the forms say of a visitor; boxes that are not ticked are absent. */
    record Person(
            String nombres,
            @Nullable String apellidos,
            @Nullable String correo,
            @Nullable String indicativo,
            @Nullable String celular,
            @Nullable Boolean manejo,
            @Nullable Boolean whatsapp) {

        Visitor visitor() {
            return new Visitor(
                    nombres.strip(),
                    apellidos == null ? "" : apellidos.strip(),
                    blank(correo),
                    indicativo == null ? "" : indicativo.strip(),
                    blank(celular),
                    Boolean.TRUE.equals(manejo),
                    Boolean.TRUE.equals(whatsapp));
        }
    }

    private final Visits visits;
    private final Leads leads;
    private final Advisors advisors;
    private final Catalogue catalogue;
    private final Commitments commitments;
    private final Quotes quotes;
    private final Reservations reservations;
    private final WallClock clock;

    VisitsPage(
            Visits visits,
            Leads leads,
            Advisors advisors,
            Catalogue catalogue,
            Commitments commitments,
            Quotes quotes,
            Reservations reservations,
            WallClock clock) {
        this.visits = visits;
        this.leads = leads;
        this.advisors = advisors;
        this.catalogue = catalogue;
        this.commitments = commitments;
        this.quotes = quotes;
        this.reservations = reservations;
        this.clock = clock;
    }

    @GetMapping
    String list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable Integer etapa,
            @RequestParam(required = false) @Nullable Integer asesor,
            Model model) {
        model.addAttribute("visits", visits.list(q.strip(), etapa, asesor));
        model.addAttribute("q", q);
        model.addAttribute("etapa", etapa);
        model.addAttribute("asesor", asesor);
        model.addAttribute("stages", visits.stages());
        model.addAttribute("advisors", advisors.all());
        model.addAttribute("groups", advisors.groups());
        model.addAttribute("rooms", catalogue.rooms());
        model.addAttribute("projects", catalogue.everyProject());
        model.addAttribute("reference", "desk-" + UUID.randomUUID());
        return "crm-visits";
    }

    @PostMapping
    String register(
            @ModelAttribute Person person,
            @RequestParam String referencia,
            @RequestParam int sala,
            @RequestParam(required = false) @Nullable Integer proyecto,
            @RequestParam int grupo,
            @RequestParam(required = false) @Nullable String nota,
            RedirectAttributes back) {
        Registered done = leads.register(new Lead(referencia, person.visitor(), sala, proyecto, grupo, blank(nota)));
        return back(done.fresh(), done.visit(), back);
    }

    @GetMapping("/{id}")
    String show(@PathVariable int id, Model model) {
        Visit visit = visits.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("visit", visit);
        model.addAttribute("stages", visits.stages());
        model.addAttribute("advisors", advisors.all());
        model.addAttribute("followUps", visits.followUps(id));
        model.addAttribute("commitments", commitments.of(id));
        model.addAttribute("quotes", quotes.list(id));
        model.addAttribute("reservations", reservations.list(id));
        model.addAttribute("units", catalogue.units(null, false));
        model.addAttribute("free", catalogue.units(null, true));
        model.addAttribute("soon", clock.now().toLocalDate().plusDays(1).atTime(11, 0));
        model.addAttribute("due", clock.now().plusDays(RESERVED_DAYS).withSecond(0));
        return "crm-visit";
    }

    @PostMapping("/{id}/visitante")
    String rewrite(
            @PathVariable int id, @RequestParam int visitante, @ModelAttribute Person person, RedirectAttributes back) {
        return back(visits.rewrite(visitante, person.visitor()), id, back);
    }

    @PostMapping("/{id}/etapa")
    String move(
            @PathVariable int id,
            @RequestParam int etapa,
            @RequestParam(required = false) @Nullable Integer asesor,
            RedirectAttributes back) {
        return back(visits.move(id, etapa, asesor), id, back);
    }

    @PostMapping("/{id}/borrar")
    String delete(@PathVariable int id, @RequestParam boolean eliminado, RedirectAttributes back) {
        return back(visits.delete(id, eliminado), id, back);
    }

    @PostMapping("/{id}/seguimientos")
    String note(
            @PathVariable int id, @RequestParam String gestion, @RequestParam String texto, RedirectAttributes back) {
        return back(visits.note(id, gestion, texto.strip()), id, back);
    }

    @PostMapping("/{id}/compromisos")
    String book(
            @PathVariable int id,
            @RequestParam @DateTimeFormat(iso = ISO.DATE_TIME) LocalDateTime inicio,
            @RequestParam(required = false) @Nullable String lugar,
            RedirectAttributes back) {
        return back(commitments.book(id, inicio, blank(lugar)), id, back);
    }

    @PostMapping("/{id}/cotizaciones")
    String quote(
            @PathVariable int id,
            @RequestParam int unidad,
            @RequestParam(defaultValue = "false") boolean formal,
            @RequestParam int cuota,
            @RequestParam int meses,
            @RequestParam int dias,
            RedirectAttributes back) {
        return back(quotes.make(id, unidad, formal, cuota, meses, dias), id, back);
    }

    @PostMapping("/{id}/reservas")
    String reserve(
            @PathVariable int id,
            @RequestParam int unidad,
            @RequestParam @DateTimeFormat(iso = ISO.DATE_TIME) LocalDateTime vence,
            RedirectAttributes back) {
        return back(reservations.request(id, unidad, vence), id, back);
    }

    private static String back(boolean done, int visit, RedirectAttributes back) {
        back.addFlashAttribute(done ? "done" : "refused", visit);
        return "redirect:/crm/visitas/" + visit;
    }

    private static @Nullable String blank(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}

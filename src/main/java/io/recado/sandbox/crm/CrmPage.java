package io.recado.sandbox.crm;

import io.recado.sandbox.crm.Commitments.Action;
import io.recado.sandbox.crm.Commitments.Commitment;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
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

/** The sales room's day, and what can be done with each commitment. Each change is plain SQL in the CRM's database. */
@Controller
@RequestMapping("/crm")
class CrmPage {

    private final Commitments commitments;
    private final WallClock clock;

    CrmPage(Commitments commitments, WallClock clock) {
        this.commitments = commitments;
        this.clock = clock;
    }

    @GetMapping
    String day(@RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate dia, Model model) {
        LocalDateTime now = clock.now();
        LocalDate day = dia == null ? now.toLocalDate() : dia;
        List<Commitment> shown = commitments.on(day);
        model.addAttribute("dia", day);
        model.addAttribute("hoy", now.toLocalDate());
        model.addAttribute("ahora", DateTimeFormatter.ofPattern("HH:mm").format(now));
        model.addAttribute("lines", shown);
        model.addAttribute(
                "counts",
                shown.stream().collect(Collectors.groupingBy(Commitment::state, TreeMap::new, Collectors.counting())));
        return "crm";
    }

    @PostMapping("/compromisos/{id}/{action}")
    String change(
            @PathVariable int id,
            @PathVariable String action,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate dia,
            RedirectAttributes back) {
        boolean done =
                switch (action) {
                    case "delete" -> commitments.delete(id);
                    case "erase" -> commitments.erase(id);
                    default -> commitments.change(id, Action.valueOf(action.toUpperCase(Locale.ROOT)));
                };
        return back(done, id, dia, back);
    }

    @PostMapping("/compromisos/{id}/move")
    String move(
            @PathVariable int id,
            @RequestParam @DateTimeFormat(iso = ISO.DATE_TIME) LocalDateTime inicio,
            RedirectAttributes back) {
        return back(commitments.move(id, inicio), id, inicio.toLocalDate(), back);
    }

    @PostMapping("/visitantes/{id}/celular")
    String phone(
            @PathVariable int id,
            @RequestParam String indicativo,
            @RequestParam String celular,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate dia,
            RedirectAttributes back) {
        return back(commitments.phone(id, indicativo.strip(), celular.isBlank() ? null : celular), id, dia, back);
    }

    private static String back(boolean done, int id, LocalDate day, RedirectAttributes back) {
        back.addFlashAttribute(done ? "done" : "refused", id);
        back.addAttribute("dia", day.toString());
        return "redirect:/crm";
    }
}

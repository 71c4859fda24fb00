package io.recado.sandbox.crm;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The faults in force, each with a button that takes it back, and a form for each that can be ordered. Looks at no table. */
@Controller
@RequestMapping("/crm/fallos")
class FaultsPage {

    private final CrmFaults faults;

    FaultsPage(CrmFaults faults) {
        this.faults = faults;
    }

    @GetMapping
    String show(Model model) {
        model.addAttribute("armed", faults.list());
        model.addAttribute("kinds", List.of(FaultKind.values()));
        return "crm-faults";
    }

    @PostMapping
    String arm(
            @RequestParam String kind,
            @RequestParam(required = false) @Nullable String table,
            @RequestParam(required = false) @Nullable String column,
            @RequestParam(required = false) @Nullable Integer seconds,
            @RequestParam(required = false) @Nullable Integer times,
            @RequestParam(required = false) @Nullable Integer pause,
            @RequestParam(required = false) @Nullable Integer minutes,
            RedirectAttributes back) {
        try {
            String renamed = column == null || column.isBlank() ? null : column.strip();
            faults.arm(new FaultOrder(kind, table, renamed, seconds, times, pause, minutes));
            back.addFlashAttribute("done", 0);
        } catch (IllegalArgumentException e) {
            back.addFlashAttribute("problem", e.getMessage());
        }
        return "redirect:/crm/fallos";
    }

    @PostMapping("/{id}/deshacer")
    String takeBack(@PathVariable int id, RedirectAttributes back) {
        back.addFlashAttribute(faults.takeBack(id) ? "done" : "refused", 0);
        return "redirect:/crm/fallos";
    }

    @PostMapping("/deshacer")
    String takeBackAll(RedirectAttributes back) {
        faults.takeBackAll();
        back.addFlashAttribute("done", 0);
        return "redirect:/crm/fallos";
    }
}

package io.recado.console.search;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.recado.console.access.Action;
import io.recado.console.access.AuditLog;
import io.recado.console.access.Permission;
import io.recado.console.access.Requires;
import io.recado.console.access.Viewer;
import io.recado.console.frame.ChosenClinic;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Search from every page: a few finds while somebody types, more on a page of its own. */
@Controller
@Requires(Permission.SEE_AGENDA)
class SearchController {

    private static final int WHILE_TYPING = 5;
    private static final int ON_THE_PAGE = 25;

    private final Finder finder;
    private final ChosenClinic chosen;
    private final AuditLog audit;

    SearchController(Finder finder, ChosenClinic chosen, AuditLog audit) {
        this.finder = finder;
        this.chosen = chosen;
        this.audit = audit;
    }

    @GetMapping("/search/suggestions")
    String suggestions(@RequestParam(defaultValue = "") String q, Viewer viewer, Model model) {
        find(q, viewer, model, WHILE_TYPING);
        return "search :: suggestions";
    }

    @GetMapping("/search")
    String search(@RequestParam(defaultValue = "") String q, Viewer viewer, Model model) {
        var finds = find(q, viewer, model, ON_THE_PAGE);
        if (finds.count() > 0) {
            audit.record(viewer, Action.SEARCHED, null, "search", Map.of("found", String.valueOf(finds.count())));
        }
        return "search";
    }

    private Finds find(String typed, Viewer viewer, Model model, int limit) {
        var question = Question.of(typed);
        var clinics = chosen.seenBy(viewer);
        var finds = question.empty()
                ? Finds.NOTHING
                : finder.find(
                        question, viewer.clinics(), callingCodes(viewer), viewer.may(Permission.SEE_MESSAGES), limit);
        model.addAttribute("q", question.text());
        model.addAttribute("tooShort", question.empty());
        model.addAttribute("finds", finds);
        model.addAttribute(
                "clinics",
                clinics.stream().collect(Collectors.toMap(clinic -> clinic.id().value(), clinic -> clinic)));
        return finds;
    }

    private Set<Integer> callingCodes(Viewer viewer) {
        return chosen.seenBy(viewer).stream()
                .map(clinic -> PhoneNumberUtil.getInstance().getCountryCodeForRegion(clinic.country()))
                .collect(Collectors.toSet());
    }
}

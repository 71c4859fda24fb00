package io.recado.console.web;

import io.recado.console.access.Permission;
import io.recado.console.access.Requires;
import io.recado.console.access.RequiresLogin;
import io.recado.console.access.Viewer;
import io.recado.console.frame.ChosenClinic;
import io.recado.console.frame.Menu;
import io.recado.console.web.Days.Wish;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** «Hoy»: a day's agenda of the viewer's clinics, which renews the lines that have news. */
@Controller
@Requires(Permission.SEE_AGENDA)
class TodayController {

    private static final int MOST_IDS = 500;

    private final Days days;
    private final ChosenClinic chosen;
    private final Menu menu;

    TodayController(Days days, ChosenClinic chosen, Menu menu) {
        this.days = days;
        this.chosen = chosen;
        this.menu = menu;
    }

    /** Whoever may not see the agenda begins where they may. */
    @GetMapping("/")
    @RequiresLogin
    String today(@ModelAttribute Asked asked, Viewer viewer, Model model, Locale language) {
        if (!viewer.may(Permission.SEE_AGENDA)) {
            return "redirect:" + menu.first(viewer).orElseThrow(() -> new AccessDeniedException("Nothing is open"));
        }
        show(asked, viewer, model, language);
        return "today";
    }

    /**
     * What changed since a page was shown: its counters, the lines asked for, and the order of all of them, so that the page knows which
     * came and which went.
     *
     * @param ids of appointments, by commas; {@code *} for every line
     */
    @GetMapping("/today/changes")
    String changes(@RequestParam String ids, @ModelAttribute Asked asked, Viewer viewer, Model model, Locale language) {
        show(asked, viewer, model, language);
        model.addAttribute("wanted", wanted(ids));
        return "today :: changes";
    }

    private void show(Asked asked, Viewer viewer, Model model, Locale language) {
        var stage = asked.at();
        var day = days.view(new Wish(chosen.lookedAtBy(viewer), asked.day(), asked.who(), stage, asked.by()), language);
        model.addAttribute("day", day);
        model.addAttribute("professional", asked.who());
        model.addAttribute("stage", stage == null ? null : stage.code());
        model.addAttribute("order", asked.by().code());
        model.addAttribute(
                "orders", Arrays.stream(DayOrder.values()).map(DayOrder::code).toList());
        model.addAttribute("previous", asked.on(day.date().minusDays(1)).address());
        model.addAttribute("next", asked.on(day.date().plusDays(1)).address());
        model.addAttribute("query", asked.address().substring(1));
        model.addAttribute("all", asked.with(null).address());
        model.addAttribute(
                "byStage", Arrays.stream(Stage.values()).collect(Collectors.toMap(Stage::code, one -> asked.with(one)
                        .address())));
    }

    /** Empty for every line. */
    private static Set<Long> wanted(String ids) {
        if (ids.equals("*")) {
            return Set.of();
        }
        if (!ids.matches("[0-9]{1,18}(,[0-9]{1,18}){0," + (MOST_IDS - 1) + "}")) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "Expected numbers of appointments, or *");
        }
        return Arrays.stream(ids.split(",")).map(Long::valueOf).collect(Collectors.toSet());
    }
}

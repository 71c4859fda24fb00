package io.recado.console.web;

import io.recado.console.access.Permission;
import io.recado.console.access.Requires;
import io.recado.console.access.RequiresLogin;
import io.recado.console.access.Viewer;
import io.recado.console.frame.ChosenClinic;
import io.recado.console.frame.Menu;
import io.recado.console.web.Days.Wish;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;

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
    String today(
            @RequestParam(required = false) @Nullable String date,
            @RequestParam(required = false) @Nullable String professional,
            @RequestParam(required = false) @Nullable String stage,
            Viewer viewer,
            Model model,
            Locale language) {
        if (!viewer.may(Permission.SEE_AGENDA)) {
            return "redirect:" + menu.first(viewer).orElseThrow(() -> new AccessDeniedException("Nothing is open"));
        }
        show(date, professional, stage, viewer, model, language);
        return "today";
    }

    /**
     * What changed since a page was shown: its counters, the lines asked for, and the order of all of them, so that the page knows which
     * came and which went.
     *
     * @param ids of appointments, by commas; {@code *} for every line
     */
    @GetMapping("/today/changes")
    String changes(
            @RequestParam String ids,
            @RequestParam(required = false) @Nullable String date,
            @RequestParam(required = false) @Nullable String professional,
            @RequestParam(required = false) @Nullable String stage,
            Viewer viewer,
            Model model,
            Locale language) {
        show(date, professional, stage, viewer, model, language);
        model.addAttribute("wanted", wanted(ids));
        return "today :: changes";
    }

    private void show(
            @Nullable String date,
            @Nullable String professional,
            @Nullable String stage,
            Viewer viewer,
            Model model,
            Locale language) {
        var who = professional == null || professional.isEmpty() ? null : professional;
        var wish = new Wish(chosen.lookedAtBy(viewer), date(date), who, stage(stage));
        var day = days.view(wish, language);
        model.addAttribute("day", day);
        model.addAttribute("professional", who);
        model.addAttribute("stage", wish.stage() == null ? null : wish.stage().code());
        model.addAttribute("previous", address(day.date().minusDays(1), who, null));
        model.addAttribute("next", address(day.date().plusDays(1), who, null));
        model.addAttribute("query", address(wish.date(), who, wish.stage()).substring(1));
        model.addAttribute("all", address(wish.date(), who, null));
        model.addAttribute(
                "byStage",
                Arrays.stream(Stage.values())
                        .collect(Collectors.toMap(Stage::code, one -> address(wish.date(), who, one))));
    }

    /** The page's address with another part of it changed. */
    private static String address(@Nullable LocalDate date, @Nullable String professional, @Nullable Stage stage) {
        var address = UriComponentsBuilder.fromPath("/");
        if (date != null) {
            address.queryParam("date", date);
        }
        if (professional != null) {
            address.queryParam("professional", "{professional}");
        }
        if (stage != null) {
            address.queryParam("stage", stage.code());
        }
        return professional == null
                ? address.toUriString()
                : address.encode().buildAndExpand(professional).toUriString();
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

    private static @Nullable LocalDate date(@Nullable String text) {
        try {
            return text == null || text.isEmpty() ? null : LocalDate.parse(text);
        } catch (DateTimeException noDay) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "No such day", noDay);
        }
    }

    private static @Nullable Stage stage(@Nullable String code) {
        return Arrays.stream(Stage.values())
                .filter(stage -> stage.code().equals(code))
                .findFirst()
                .orElse(null);
    }
}

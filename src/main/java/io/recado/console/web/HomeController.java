package io.recado.console.web;

import io.recado.clinic.Clinic;
import io.recado.clinic.Clinics;
import io.recado.configuration.ClinicId;
import io.recado.console.access.Permission;
import io.recado.console.access.Requires;
import io.recado.console.access.Viewer;
import io.recado.outbox.Outbox;
import io.recado.source.Sources;
import io.recado.source.WriteBackState;
import io.recado.source.WriteBacks;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The first page: how the sources do, what is booked, what was said about it, and what needs somebody. Its parts renew themselves. */
@Controller
@Requires(Permission.SEE_AGENDA)
class HomeController {

    private static final int CLINICS = 10;
    private static final int LINES = 15;
    private static final int LINES_OF_A_DAY = 50;
    private static final int TROUBLES = 8;

    private final Clinics clinics;
    private final Days days;
    private final Sources sources;
    private final WriteBacks writeBacks;
    private final Outbox outbox;

    HomeController(Clinics clinics, Days days, Sources sources, WriteBacks writeBacks, Outbox outbox) {
        this.clinics = clinics;
        this.days = days;
        this.sources = sources;
        this.writeBacks = writeBacks;
        this.outbox = outbox;
    }

    @GetMapping("/")
    String home(@RequestParam(defaultValue = "0") int from, Model model, Locale language, Viewer viewer) {
        sources(model);
        trouble(model, viewer);
        days(from, model, language, viewer);
        return "home";
    }

    @GetMapping("/parts/sources")
    String sources(Model model) {
        model.addAttribute("sources", sources.reports());
        return "parts :: sources";
    }

    @GetMapping("/parts/trouble")
    String trouble(Model model, Viewer viewer) {
        model.addAttribute("failed", outbox.failed(viewer.clinics(), null, TROUBLES));
        model.addAttribute("rejected", sources.rejected(null, TROUBLES));
        model.addAttribute(
                "conflicts",
                java.util.stream.Stream.of(WriteBackState.CONFLICT, WriteBackState.FAILED)
                        .flatMap(state -> writeBacks.reports(state, null, TROUBLES).stream())
                        .toList());
        return "parts :: trouble";
    }

    @GetMapping("/parts/days")
    String days(@RequestParam(defaultValue = "0") int from, Model model, Locale language, Viewer viewer) {
        var all = clinics.all().stream()
                .filter(clinic -> viewer.sees(clinic.id()))
                .toList();
        int start = Math.clamp(from, 0, all.size());
        int end = Math.min(start + CLINICS, all.size());
        model.addAttribute("days", days.todayAndTomorrow(all.subList(start, end), LINES, language));
        model.addAttribute("from", start);
        model.addAttribute("previousClinics", start == 0 ? null : Math.max(0, start - CLINICS));
        model.addAttribute("nextClinics", end == all.size() ? null : end);
        return "parts :: days";
    }

    @GetMapping("/clinics/{clinic}/days/{date}")
    String day(
            @PathVariable String clinic,
            @PathVariable String date,
            @RequestParam(required = false) @Nullable String cursor,
            Model model,
            Locale language,
            Viewer viewer) {
        try {
            model.addAttribute(
                    "day", days.day(known(clinic, viewer), LocalDate.parse(date), cursor, LINES_OF_A_DAY, language));
        } catch (DateTimeException | IllegalArgumentException nothingThere) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "No such day", nothingThere);
        }
        return "day";
    }

    private Clinic known(String clinic, Viewer viewer) {
        return clinics.find(new ClinicId(clinic))
                .filter(found -> viewer.sees(found.id()))
                .orElseThrow(() -> new IllegalArgumentException("No such clinic"));
    }
}

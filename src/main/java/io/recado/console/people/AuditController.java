package io.recado.console.people;

import io.recado.clinic.Clinic;
import io.recado.configuration.ClinicId;
import io.recado.console.access.Action;
import io.recado.console.access.AuditLog;
import io.recado.console.access.AuditLog.Order.By;
import io.recado.console.access.Permission;
import io.recado.console.access.Requires;
import io.recado.console.access.Viewer;
import io.recado.console.frame.ChosenClinic;
import io.recado.console.frame.Table;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who did or looked at what. */
@Controller
@Requires(Permission.SEE_AUDIT)
class AuditController {

    private static final int ROWS = 50;
    private static final List<String> COLUMNS = Arrays.stream(By.values())
            .map(by -> by.name().toLowerCase(Locale.ROOT))
            .toList();

    private final AuditLog audit;
    private final ChosenClinic clinics;

    AuditController(AuditLog audit, ChosenClinic clinics) {
        this.audit = audit;
        this.clinics = clinics;
    }

    /** What the address asks for, as it was typed. */
    record Filters(
            @Nullable String who,
            @Nullable String action,
            @Nullable String clinic,
            @Nullable String from,
            @Nullable String to) {}

    @GetMapping("/audit")
    String audit(
            @RequestParam(required = false) @Nullable String who,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String clinic,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String before,
            HttpServletRequest request,
            Model model,
            Viewer viewer) {
        var table = Table.of(request, COLUMNS, "-when", ROWS);
        var seen = clinics.seenBy(viewer);
        var zone = Answers.zone(seen);
        var wanted = seen.stream()
                .map(Clinic::id)
                .filter(id -> id.value().equals(clinic))
                .findFirst()
                .orElse(null);
        var found = audit.search(
                new AuditLog.Query(
                        viewer.clinics(),
                        Answers.given(who),
                        action(action),
                        // a clinic that is not theirs has no entries for them
                        wanted == null && Answers.given(clinic) != null ? new ClinicId("none") : wanted,
                        midnight(from, zone, 0),
                        midnight(to, zone, 1),
                        before != null && before.matches("[0-9]{1,18}") ? Long.valueOf(before) : null),
                new AuditLog.Order(By.valueOf(table.sort().toUpperCase(Locale.ROOT)), table.descending()),
                table.limit());
        var entries = table.cut(found);
        model.addAttribute("table", table);
        model.addAttribute("entries", entries);
        model.addAttribute("older", found.size() > ROWS ? entries.getLast().id() : null);
        model.addAttribute("first", before == null);
        model.addAttribute(
                "filters",
                new Filters(
                        Answers.given(who),
                        Answers.given(action),
                        Answers.given(clinic),
                        Answers.given(from),
                        Answers.given(to)));
        model.addAttribute("actions", Action.values());
        model.addAttribute("clinics", seen);
        model.addAttribute("zone", zone);
        return "people/audit";
    }

    private static @Nullable Action action(@Nullable String text) {
        return Arrays.stream(Action.values())
                .filter(action -> action.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElse(null);
    }

    /** Midnight at the start of the day that is some days later; null for what is no date. */
    private static @Nullable Instant midnight(@Nullable String date, ZoneId zone, int days) {
        try {
            return Answers.given(date) == null
                    ? null
                    : LocalDate.parse(String.valueOf(Answers.given(date)))
                            .plusDays(days)
                            .atStartOfDay(zone)
                            .toInstant();
        } catch (DateTimeException noDate) {
            return null;
        }
    }
}

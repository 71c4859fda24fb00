package io.recado.console.settings;

import io.recado.automation.reminder.LateBooking;
import io.recado.clinic.Clinic;
import io.recado.clinic.Clinics;
import io.recado.console.access.Permission;
import io.recado.console.access.Requires;
import io.recado.console.access.Viewer;
import io.recado.console.frame.Toast;
import io.recado.console.frame.Words;
import io.recado.console.settings.ClinicSettings.Saving;
import io.recado.console.settings.ClinicSettings.Stored;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Configuración › Clínica › Notificaciones WhatsApp. */
@Controller
@RequestMapping("/settings/clinics")
@Requires(Permission.WHATSAPP_SETTINGS_EDIT)
class ClinicSettingsPages {

    /** Languages that the hub writes in. */
    private static final List<String> READERS = List.of("es", "en", "pt-BR");

    private final Clinics clinics;
    private final ClinicSettings settings;
    private final Readiness readiness;
    private final Words words;

    ClinicSettingsPages(Clinics clinics, ClinicSettings settings, Readiness readiness, Words words) {
        this.clinics = clinics;
        this.settings = settings;
        this.readiness = readiness;
        this.words = words;
    }

    /** A clinic in the list of those that a viewer works for. */
    record Row(Clinic clinic, Stored stored, Readiness.Report ready) {}

    @GetMapping
    String clinics(Viewer viewer, Model model) {
        List<Row> rows = clinics.all().stream()
                .filter(clinic -> viewer.sees(clinic.id()))
                .map(clinic -> new Row(clinic, settings.stored(clinic.id()), readiness.of(clinic)))
                .toList();
        if (rows.size() == 1) {
            return "redirect:/settings/clinics/%s/whatsapp"
                    .formatted(rows.getFirst().clinic().id());
        }
        model.addAttribute("rows", rows);
        return "settings/clinics";
    }

    @GetMapping("/{clinic}/whatsapp")
    String section(@PathVariable String clinic, Viewer viewer, Model model) {
        var seen = seen(clinic, viewer);
        return show(seen, settings.stored(seen.id()).form(), Map.of(), viewer, model);
    }

    /** The example and the rehearsal for what is typed at the moment. */
    @GetMapping("/{clinic}/whatsapp/preview")
    String preview(@PathVariable String clinic, @ModelAttribute("form") SettingsForm form, Viewer viewer, Model model) {
        var seen = seen(clinic, viewer);
        model.addAttribute("clinic", seen);
        model.addAttribute("preview", settings.preview(seen, form));
        return "settings/whatsapp :: preview";
    }

    @PostMapping("/{clinic}/whatsapp")
    @Requires(Permission.WHATSAPP_SETTINGS_SAVE)
    String save(
            @PathVariable String clinic,
            @ModelAttribute("form") SettingsForm form,
            Viewer viewer,
            Model model,
            Locale language,
            RedirectAttributes redirect) {
        if (!viewer.may(Permission.WHATSAPP_SETTINGS_EDIT)) {
            throw new AccessDeniedException("Saving the section takes the permission to see it as well");
        }
        var seen = seen(clinic, viewer);
        return switch (settings.save(seen, form, viewer)) {
            case Saving.Saved saved -> {
                redirect.addFlashAttribute(Toast.NAME, Toast.good(words.say("settings.saved", language)));
                yield "redirect:/settings/clinics/%s/whatsapp".formatted(seen.id());
            }
            case Saving.Faulty(var faults) -> show(seen, form, faults, viewer, model);
            case Saving.Conflict(var meanwhile) -> {
                var again = meanwhile.merged(form);
                model.addAttribute("saves", meanwhile.saves());
                model.addAttribute("differences", meanwhile.differences(again));
                yield show(seen, again, Map.of(), viewer, model);
            }
        };
    }

    private String show(Clinic clinic, SettingsForm form, Map<String, String> faults, Viewer viewer, Model model) {
        model.addAttribute("clinic", clinic);
        model.addAttribute("form", form);
        model.addAttribute("faults", faults);
        model.addAttribute("ready", readiness.of(clinic));
        model.addAttribute("choices", settings.templates(clinic));
        model.addAttribute("preview", settings.preview(clinic, form));
        model.addAttribute("maySave", viewer.may(Permission.WHATSAPP_SETTINGS_SAVE));
        model.addAttribute("several", several(viewer));
        model.addAttribute("lateBookings", LateBooking.values());
        model.addAttribute("readers", READERS);
        return "settings/whatsapp";
    }

    private boolean several(Viewer viewer) {
        return clinics.all().stream().filter(one -> viewer.sees(one.id())).count() > 1;
    }

    /** What somebody does not see is not there. */
    private Clinic seen(String id, Viewer viewer) {
        return clinics.all().stream()
                .filter(clinic -> clinic.id().value().equals(id) && viewer.sees(clinic.id()))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "No such clinic"));
    }
}

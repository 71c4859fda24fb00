package io.recado.console.api;

import static io.recado.console.api.Parameters.constant;
import static io.recado.console.api.Parameters.number;

import io.recado.agenda.Agenda;
import io.recado.agenda.Appointment;
import io.recado.agenda.AppointmentId;
import io.recado.agenda.AppointmentPage;
import io.recado.agenda.AppointmentSearch;
import io.recado.agenda.AppointmentStatus;
import io.recado.automation.Decisions;
import io.recado.console.access.Action;
import io.recado.console.access.AuditLog;
import io.recado.console.access.Permission;
import io.recado.console.access.Requires;
import io.recado.console.access.Viewer;
import io.recado.console.api.MessageView.DecisionView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(ApiConfiguration.ROOT)
@Requires(Permission.SEE_AGENDA)
@Tag(name = "Appointments")
class AppointmentsController {

    private final Agenda agenda;
    private final Decisions decisions;
    private final Parameters parameters;
    private final AuditLog audit;

    AppointmentsController(Agenda agenda, Decisions decisions, Parameters parameters, AuditLog audit) {
        this.agenda = agenda;
        this.decisions = decisions;
        this.parameters = parameters;
        this.audit = audit;
    }

    @GetMapping("/appointments")
    @Operation(summary = "Appointments of the mirror, in the order of their start")
    Page<AppointmentView> appointments(
            @RequestParam(required = false) @Nullable String clinic,
            @Parameter(
                            description =
                                    "starts at this time or later: a time with its offset, or a date, which begins at midnight of the clinic (of UTC without one)")
                    @RequestParam(required = false)
                    @Nullable
                    String from,
            @Parameter(description = "starts before this time; a date is included as a whole")
                    @RequestParam(required = false)
                    @Nullable
                    String to,
            @Parameter(description = "such as `pending`") @RequestParam(required = false) @Nullable String status,
            @Parameter(description = "the hub's number of a patient") @RequestParam(required = false) @Nullable
                    String patient,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit,
            Viewer viewer) {
        var clinicId = parameters.clinic(clinic, viewer);
        var search = new AppointmentSearch(
                viewer.clinics().narrowedTo(clinicId),
                parameters.from("from", from, clinicId),
                parameters.to("to", to, clinicId),
                constant("status", status, AppointmentStatus.class),
                number("patient", patient),
                Parameters.given(cursor),
                Limit.of(limit));
        var page = found(search);
        return new Page<>(page.items(), page.next()).map(AppointmentView::of);
    }

    /** The mirror's cursor has a shape of its own, which is all that can be wrong with the search by now. */
    private AppointmentPage found(AppointmentSearch search) {
        try {
            return agenda.search(search);
        } catch (IllegalArgumentException badCursor) {
            throw search.cursor() == null ? badCursor : Parameters.badCursor(search.cursor());
        }
    }

    @GetMapping("/appointments/{id}")
    @Operation(summary = "One appointment")
    AppointmentView appointment(@PathVariable String id, Viewer viewer) {
        var appointment = known(id, viewer);
        audit.record(
                viewer,
                Action.APPOINTMENT_SEEN,
                appointment.clinic(),
                appointment.id().subject());
        return AppointmentView.of(appointment);
    }

    @GetMapping("/appointments/{id}/decisions")
    @Operation(
            summary = "What the rules decided about an appointment, and why",
            description = "Current decisions first, then those that they replaced; the latest first in each.")
    Page<DecisionView> decisions(@PathVariable String id, Locale language, Viewer viewer) {
        var appointment = known(id, viewer);
        var subject = appointment.id().subject();
        audit.record(viewer, Action.DECISIONS_SEEN, appointment.clinic(), subject);
        List<DecisionView> all = Stream.concat(
                        decisions.of(subject).stream().map(decision -> DecisionView.of(decision, false, language)),
                        decisions.replaced(subject).stream().map(decision -> DecisionView.of(decision, true, language)))
                .toList();
        return Page.whole(all);
    }

    /** One of another clinic does not exist for the viewer. */
    private Appointment known(String id, Viewer viewer) {
        return agenda.find(appointmentId(id))
                .filter(appointment -> viewer.sees(appointment.clinic()))
                .orElseThrow(() -> Refusal.noSuch("appointment", id));
    }

    /** What is no number names no appointment either. */
    private static AppointmentId appointmentId(String text) {
        try {
            return new AppointmentId(Long.parseLong(text));
        } catch (NumberFormatException noId) {
            throw Refusal.noSuch("appointment", text);
        }
    }
}

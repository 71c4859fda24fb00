package io.recado.console.why;

import io.recado.agenda.Agenda;
import io.recado.agenda.Appointment;
import io.recado.agenda.AppointmentId;
import io.recado.agenda.AppointmentSearch;
import io.recado.clinic.Clinics;
import io.recado.console.access.Action;
import io.recado.console.access.AuditLog;
import io.recado.console.access.Permission;
import io.recado.console.access.Requires;
import io.recado.console.access.Viewer;
import io.recado.contact.PhoneCheck;
import io.recado.outbox.Content;
import io.recado.outbox.Message;
import io.recado.outbox.MessageId;
import io.recado.outbox.Messages;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** The pages of an appointment, a message and a patient. What belongs to another clinic is not there. */
@Controller
class WhyController {

    private static final int MOST = 200;

    private final Agenda agenda;
    private final Messages ledger;
    private final Clinics clinics;
    private final AppointmentStory appointments;
    private final MessageStory messages;
    private final AuditLog audit;

    WhyController(
            Agenda agenda,
            Messages ledger,
            Clinics clinics,
            AppointmentStory appointments,
            MessageStory messages,
            AuditLog audit) {
        this.agenda = agenda;
        this.ledger = ledger;
        this.clinics = clinics;
        this.appointments = appointments;
        this.messages = messages;
        this.audit = audit;
    }

    @GetMapping("/appointments/{id:[0-9]{1,18}}")
    @Requires(Permission.SEE_AGENDA)
    String appointment(@PathVariable long id, Viewer viewer, Model model, Locale language) {
        var appointment = agenda.find(new AppointmentId(id))
                .filter(one -> viewer.sees(one.clinic()))
                .orElseThrow(WhyController::notThere);
        var clinic = clinics.get(appointment.clinic());
        audit.record(
                viewer, Action.DECISIONS_SEEN, clinic.id(), appointment.id().subject());
        model.addAttribute("appointment", appointment);
        model.addAttribute("clinic", clinic);
        model.addAttribute("decisions", appointments.decisions(appointment.id().subject(), clinic, language));
        model.addAttribute("story", appointments.story(appointment, clinic, language));
        model.addAttribute("messages", ledger.about(List.of(appointment.id().subject())));
        return "why/appointment";
    }

    @GetMapping("/messages/{id}")
    @Requires(Permission.SEE_MESSAGES)
    String message(@PathVariable String id, Viewer viewer, Model model, Locale language) {
        var message = uuid(id).flatMap(ledger::find)
                .filter(one -> viewer.sees(one.clinic()))
                .orElseThrow(WhyController::notThere);
        var clinic = clinics.get(message.clinic());
        audit.record(viewer, Action.MESSAGES_SEEN, clinic.id(), "message:" + message.id());
        var appointment = aboutOf(message).filter(one -> viewer.sees(one.clinic()));
        model.addAttribute("message", message);
        model.addAttribute("text", text(message));
        model.addAttribute("clinic", clinic);
        model.addAttribute("appointment", appointment.orElse(null));
        model.addAttribute("decisions", appointments.decisions(message.key().subject(), clinic, language));
        model.addAttribute("story", messages.of(message, language));
        return "why/message";
    }

    @GetMapping("/patients/{id:[0-9]{1,18}}")
    @Requires(Permission.SEE_AGENDA)
    String patient(@PathVariable long id, Viewer viewer, Model model) {
        var found = agenda.search(new AppointmentSearch(viewer.clinics(), null, null, null, id, null, MOST))
                .items();
        if (found.isEmpty()) {
            throw notThere();
        }
        audit.record(viewer, Action.APPOINTMENT_SEEN, found.getLast().clinic(), "patient:" + id);
        var patient = found.getLast().patient();
        model.addAttribute("patient", patient);
        model.addAttribute("phone", patient.phone() instanceof PhoneCheck.Usable(var number) ? number.e164() : null);
        model.addAttribute("appointments", found.reversed());
        model.addAttribute(
                "clinics",
                clinics.all().stream()
                        .collect(Collectors.toMap(clinic -> clinic.id().value(), clinic -> clinic)));
        return "why/patient";
    }

    private Optional<Appointment> aboutOf(Message message) {
        return message.key().subject().startsWith("appointment:")
                ? agenda.find(AppointmentId.ofSubject(message.key().subject()))
                : Optional.empty();
    }

    private static String text(Message message) {
        return switch (message.content()) {
            case Content.Template template -> template.text();
            case Content.Text text -> text.text();
            case Content.Link link -> link.text() + "\n[" + link.button() + "]";
        };
    }

    private static Optional<MessageId> uuid(String text) {
        try {
            return Optional.of(new MessageId(UUID.fromString(text)));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }

    private static ResponseStatusException notThere() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}

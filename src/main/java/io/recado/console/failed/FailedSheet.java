package io.recado.console.failed;

import io.recado.clinic.Clinics;
import io.recado.console.access.Permission;
import io.recado.console.access.Viewer;
import io.recado.outbox.MessageId;
import io.recado.recovery.FailedCase;
import io.recado.recovery.FailedMessages;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.server.ResponseStatusException;

/** The page of one failed message. */
@Component
class FailedSheet {

    private final FailedDesk desk;
    private final FailedMessages messages;
    private final Clinics clinics;

    FailedSheet(FailedDesk desk, FailedMessages messages, Clinics clinics) {
        this.desk = desk;
        this.messages = messages;
        this.clinics = clinics;
    }

    /**
     * @param faults by field, what was wrong with what was typed
     * @param text what was typed; null for nothing
     * @return the template
     */
    String show(FailedCase one, Map<String, String> faults, @Nullable String text, Viewer viewer, Model model) {
        var message = one.failed().message();
        model.addAttribute("one", one);
        model.addAttribute("clinic", clinics.get(message.clinic()));
        model.addAttribute("tries", messages.attempts(message.id()));
        model.addAttribute("faults", faults);
        model.addAttribute("text", text);
        model.addAttribute("mayHandle", viewer.may(Permission.HANDLE_FAILED));
        model.addAttribute("mayCorrect", viewer.may(Permission.CORRECT_PHONES));
        return "failed/one";
    }

    /** @throws ResponseStatusException that nothing is there, when it is not for the viewer to see */
    FailedCase known(String id, Viewer viewer) {
        return id(id).flatMap(known -> desk.find(viewer, known))
                .orElseThrow(() ->
                        new ResponseStatusException(HttpStatus.NOT_FOUND, "No such message, or none of the viewer's"));
    }

    static Optional<MessageId> id(String text) {
        try {
            return Optional.of(MessageId.of(text));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }
}

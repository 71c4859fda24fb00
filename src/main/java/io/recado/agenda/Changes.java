package io.recado.agenda;

import static io.recado.agenda.AppointmentStatus.CANCELLED;
import static io.recado.agenda.AppointmentStatus.COMPLETED;
import static io.recado.agenda.AppointmentStatus.CONFIRMED;
import static io.recado.agenda.AppointmentStatus.MISSED;

import io.recado.agenda.AgendaEvent.AppointmentBooked;
import io.recado.agenda.AgendaEvent.AppointmentCancelled;
import io.recado.agenda.AgendaEvent.AppointmentChanged;
import io.recado.agenda.AgendaEvent.AppointmentCompleted;
import io.recado.agenda.AgendaEvent.AppointmentConfirmed;
import io.recado.agenda.AgendaEvent.AppointmentMissed;
import io.recado.agenda.AgendaEvent.AppointmentMoved;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names the difference between two states of an appointment. Exactly one event per difference: the end of an appointment outweighs its move,
 * a move outweighs a confirmation, and a new version number alone is no difference.
 */
final class Changes {

    private Changes() {}

    static Optional<AgendaEvent> between(@Nullable Appointment before, Appointment after) {
        if (before == null) {
            return after.status().open() ? Optional.of(new AppointmentBooked(after)) : Optional.empty();
        }
        if (sameContent(before, after)) {
            return Optional.empty();
        }
        return Optional.of(event(before, after));
    }

    private static AgendaEvent event(Appointment before, Appointment after) {
        if (before.status() != after.status()) {
            if (after.status() == CANCELLED) {
                return new AppointmentCancelled(before, after);
            }
            if (after.status() == MISSED) {
                return new AppointmentMissed(before, after);
            }
            if (after.status() == COMPLETED) {
                return new AppointmentCompleted(before, after);
            }
            if (after.status().open() && !before.status().open()) {
                return new AppointmentBooked(after); // taken back at the source: whoever plans for it starts afresh
            }
        }
        if (!before.start().equals(after.start())) {
            return new AppointmentMoved(before, after);
        }
        if (before.status() != after.status() && after.status() == CONFIRMED) {
            return new AppointmentConfirmed(before, after);
        }
        return new AppointmentChanged(before, after);
    }

    private static boolean sameContent(Appointment before, Appointment after) {
        return before.equals(new Appointment(
                after.id(),
                after.source(),
                after.externalId(),
                after.clinic(),
                after.start(),
                after.length(),
                after.status(),
                before.sourceVersion(),
                after.patient(),
                after.professional(),
                after.services(),
                after.room(),
                before.firstSeen(),
                before.changed()));
    }
}

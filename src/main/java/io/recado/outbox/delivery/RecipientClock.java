package io.recado.outbox.delivery;

import io.recado.clinic.Clinic;
import io.recado.clinic.Clinics;
import io.recado.clinic.QuietHoursPerClinic;
import io.recado.clinic.QuietTimetable;
import io.recado.contact.PhoneNumber;
import io.recado.contact.PhoneZones;
import io.recado.outbox.ledger.Row;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What time it is where a message goes to: by the number where its area has one zone, else by the clinic's clock. */
@Component
public class RecipientClock {

    private final Clinics clinics;
    private final QuietHoursPerClinic quietHours;

    public RecipientClock(Clinics clinics, QuietHoursPerClinic quietHours) {
        this.clinics = clinics;
        this.quietHours = quietHours;
    }

    ZoneId zone(Row row) {
        return PhoneZones.of(new PhoneNumber(row.to()))
                .orElseGet(() -> clinics.find(row.clinic()).map(Clinic::zone).orElse(ZoneOffset.UTC));
    }

    /** The quiet hours as they are set now, for a batch of messages. */
    QuietTimetable timetable() {
        return quietHours.timetable();
    }

    /** When a message may leave that would fall into quiet hours; empty when it may leave now. */
    Optional<Instant> quietUntil(Row row, QuietTimetable timetable, Instant now) {
        return row.urgency().notice().flatMap(kind -> timetable.quietUntil(row.clinic(), kind, now, zone(row)));
    }
}

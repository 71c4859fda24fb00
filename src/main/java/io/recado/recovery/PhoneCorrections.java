package io.recado.recovery;

import static java.util.stream.Collectors.groupingBy;

import io.recado.agenda.Agenda;
import io.recado.agenda.Appointment;
import io.recado.agenda.Patient;
import io.recado.clinic.Clinics;
import io.recado.configuration.ClinicId;
import io.recado.contact.PhoneCheck;
import io.recado.contact.PhoneNumber;
import io.recado.contact.PhoneNumbers;
import io.recado.outbox.Failures;
import io.recado.outbox.Handling;
import io.recado.outbox.MessageId;
import io.recado.recovery.Correction.Corrected;
import io.recado.recovery.PhoneLook.Sharing;
import io.recado.source.PhoneCommand;
import io.recado.source.WriteBacks;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Corrects patients' phones. The right number counts at once, whatever the source says, and until the source has another one; where the
 * source can be written to, it is told.
 */
@Component
public class PhoneCorrections {

    private final FailedMessages messages;
    private final Failures failures;
    private final Agenda agenda;
    private final WriteBacks writeBacks;
    private final Clinics clinics;
    private final Clock clock;

    PhoneCorrections(
            FailedMessages messages,
            Failures failures,
            Agenda agenda,
            WriteBacks writeBacks,
            Clinics clinics,
            Clock clock) {
        this.messages = messages;
        this.failures = failures;
        this.agenda = agenda;
        this.writeBacks = writeBacks;
        this.clinics = clinics;
        this.clock = clock;
    }

    /** What to know before the number is corrected; changes nothing. */
    public PhoneLook look(FailedCase failed, String typed) {
        var concerned =
                failed.appointment() == null ? null : failed.appointment().patient();
        var old = sharing(failed.failed().message().to(), concerned);
        return switch (check(failed, typed)) {
            case PhoneCheck.Unusable unusable -> PhoneLook.unusable(unusable, old);
            case PhoneCheck.Usable usable ->
                new PhoneLook(usable, PhoneNumbers.familiar(usable.number()), old, sharing(usable.number(), concerned));
        };
    }

    /**
     * Corrects the phone of the patient whom a failed message was for. The message goes on waiting: it is sent again by itself, once this is
     * kept, as what was ordered to the old number is taken back with it.
     *
     * @param typed as people type numbers; one without a prefix is the clinic's country's
     * @param by an account's or token's name
     */
    @Transactional
    public Correction correct(MessageId id, String typed, String by) {
        var found = messages.find(id);
        if (found.isEmpty()) {
            return new Correction.NotWaiting(new Handling.Unknown(id));
        }
        var failed = found.get();
        if (failed.appointment() == null) {
            return new Correction.NobodysPhone();
        }
        return switch (check(failed, typed)) {
            case PhoneCheck.Unusable(var problem) -> new Correction.NotUsable(problem);
            case PhoneCheck.Usable(var number) ->
                number.equals(failed.nextTo())
                        ? new Correction.SameNumber()
                        : correct(id, failed.appointment(), number, by);
        };
    }

    private Correction correct(MessageId id, Appointment appointment, PhoneNumber number, String by) {
        var noted = failures.phoneCorrected(id, by);
        return noted instanceof Handling.Done
                ? correct(appointment.patient(), appointment.clinic(), number, by)
                : new Correction.NotWaiting(noted);
    }

    private Correction correct(Patient patient, ClinicId clinic, PhoneNumber number, String by) {
        var corrected = agenda.correctPhone(patient.id(), number, by)
                .orElseThrow(() -> new IllegalStateException("The mirror lost " + patient));
        @Nullable
        UUID command = writeBacks
                .order(new PhoneCommand(patient.id(), clinic, number, corrected))
                .orElse(null);
        return new Corrected(number, command);
    }

    private PhoneCheck check(FailedCase failed, String typed) {
        var clinic = clinics.get(failed.failed().message().clinic());
        return PhoneNumbers.check(typed, clinic.country());
    }

    private List<Sharing> sharing(PhoneNumber phone, @Nullable Patient concerned) {
        var people = agenda.withPhone(phone).stream()
                .filter(patient -> concerned == null || patient.id() != concerned.id())
                .toList();
        var open = agenda.openOf(people.stream().map(Patient::id).toList(), clock.instant()).stream()
                .collect(groupingBy(appointment -> appointment.patient().id()));
        return people.stream()
                .map(patient -> new Sharing(patient, open.getOrDefault(patient.id(), List.of())))
                .toList();
    }
}

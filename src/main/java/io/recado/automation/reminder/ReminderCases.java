package io.recado.automation.reminder;

import io.recado.agenda.Appointment;
import io.recado.clinic.ClinicSwitches;
import io.recado.clinic.Clinics;
import io.recado.configuration.ClinicId;
import io.recado.consent.Consents;
import io.recado.consent.Silence;
import io.recado.contact.PhoneCheck;
import io.recado.contact.PhoneNumber;
import io.recado.template.Catalogue;
import io.recado.template.Templates;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Gathers what decisions rest on: a handful of queries, however many appointments. */
@Component
class ReminderCases {

    private final Clinics clinics;
    private final ClinicSwitches switches;
    private final Consents consents;
    private final Templates templates;
    private final RemindersPerClinic settings;

    ReminderCases(
            Clinics clinics,
            ClinicSwitches switches,
            Consents consents,
            Templates templates,
            RemindersPerClinic settings) {
        this.clinics = clinics;
        this.switches = switches;
        this.consents = consents;
        this.templates = templates;
        this.settings = settings;
    }

    /** What holds now for these appointments and their clinics. */
    Circumstances of(Collection<Appointment> appointments, Instant now) {
        return new Circumstances(
                clinics,
                switches.silent(),
                settings.touched(),
                consents.silence(
                        appointments.stream().flatMap(ReminderCases::phone).toList()),
                templates.catalogue(),
                now);
    }

    private static Stream<PhoneNumber> phone(Appointment appointment) {
        return appointment.patient().phone() instanceof PhoneCheck.Usable(var number) ? Stream.of(number) : Stream.of();
    }

    record Circumstances(
            Clinics clinics,
            Set<ClinicId> mayNotSend,
            Map<ClinicId, ReminderSettings> touched,
            Silence silence,
            Catalogue catalogue,
            Instant now) {

        /** The same as if these settings had been saved, and the clinic's switch with them. */
        Circumstances with(ReminderSettings settings, boolean maySend) {
            var silent = new HashSet<>(mayNotSend);
            if (maySend) {
                silent.remove(settings.clinic());
            } else {
                silent.add(settings.clinic());
            }
            var rules = new HashMap<>(touched);
            rules.put(settings.clinic(), settings);
            return new Circumstances(clinics, silent, rules, this.silence, catalogue, now);
        }

        /**
         * The case of one appointment; empty when its clinic is no longer part of the configuration.
         *
         * @param since since when it is known to be at its present hour (UTC)
         */
        Optional<ReminderCase> of(Appointment appointment, Instant since) {
            return clinics.find(appointment.clinic()).map(clinic -> {
                var rules = touched.getOrDefault(clinic.id(), ReminderSettings.untouched(clinic.id()));
                return new ReminderCase(
                        appointment,
                        since,
                        clinic,
                        rules,
                        !mayNotSend.contains(clinic.id()),
                        silence,
                        ReminderCase.template(catalogue, rules, clinic, appointment),
                        now);
            });
        }
    }
}

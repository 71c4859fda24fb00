package io.recado.agenda;

import io.recado.agenda.AgendaRecord.AppointmentRecord;
import io.recado.agenda.AgendaRecord.PatientRecord;
import io.recado.agenda.AgendaRecord.RemovedRecord;
import io.recado.agenda.MirrorReport.Refusal;
import io.recado.agenda.MirrorTables.StoredPatient;
import io.recado.clinic.Clinics;
import io.recado.configuration.SourceId;
import io.recado.contact.PhoneNumber;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Brings a page of records into the mirror and tells what that changed. Runs inside the caller's transaction, with a handful of statements for
 * a page of any size. What is already known, by its fingerprint, costs one comparison and is not told again.
 */
final class Mirror {

    private final Appointments appointments;
    private final MirrorTables tables;
    private final Clinics clinics;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Mirror(
            Appointments appointments,
            MirrorTables tables,
            Clinics clinics,
            ApplicationEventPublisher events,
            Clock clock) {
        this.appointments = appointments;
        this.tables = tables;
        this.clinics = clinics;
        this.events = events;
        this.clock = clock;
    }

    MirrorReport take(SourceId source, List<AgendaRecord> records) {
        tables.lock(source);
        var now = now();
        var page = Page.of(records);
        var storedPatients = tables.patients(source, page.patientIds());
        var stored = tables.appointments(source, page.appointmentIds());
        var refused = page.withoutPatient(storedPatients.keySet());

        var patients = page.patients.values().stream()
                .filter(patient -> differs(patient, storedPatients.get(patient.externalId())))
                .toList();
        var changed = page.appointments.values().stream()
                .filter(appointment -> !refused.containsKey(appointment.externalId()))
                .filter(appointment -> !known(appointment, stored.get(appointment.externalId())))
                .toList();
        var removed = page.removed.stream()
                .map(stored::get)
                .filter(row -> row != null)
                .map(MirrorTables.Stored::id)
                .toList();

        var affected = new LinkedHashSet<Long>(removed);
        changed.stream()
                .map(appointment -> stored.get(appointment.externalId()))
                .filter(row -> row != null)
                .forEach(row -> affected.add(row.id()));
        affected.addAll(openOf(patients, storedPatients, now));
        var before = lockAndRead(affected);
        var gone = removed.stream()
                .filter(id -> before.containsKey(id) && before.get(id).status() != AppointmentStatus.CANCELLED)
                .toList();

        if (!patients.isEmpty()) {
            tables.storePatients(
                    source,
                    patients.stream()
                            .map(patient -> Rows.row(patient, country(patient, storedPatients)))
                            .toList(),
                    now);
        }
        if (!changed.isEmpty()) {
            affected.addAll(tables.storeAppointments(
                    source, changed.stream().map(Rows::row).toList(), now));
        }
        if (!gone.isEmpty()) {
            tables.cancel(gone, now);
        }
        tell(before, affected, now);

        var booked = (int) changed.stream()
                .filter(appointment -> !stored.containsKey(appointment.externalId()))
                .count();
        var altered = changed.size() - booked + gone.size();
        return new MirrorReport(booked, altered, records.size() - booked - altered - refused.size(), refused);
    }

    /** What complete reads of a source's window did not have. */
    void absent(SourceId source, Collection<String> externalIds) {
        tables.lock(source);
        var ids = tables.appointments(source, externalIds).values().stream()
                .map(MirrorTables.Stored::id)
                .toList();
        alter(ids, now -> tables.countAbsence(ids, now));
    }

    /** A number that people at the clinic know better than the source. */
    @Nullable
    CorrectedPhone correctPhone(long patient, PhoneNumber phone, String by) {
        var source = tables.sourceOf(patient);
        if (source.isEmpty()) {
            return null;
        }
        tables.lock(source.get());
        var now = now();
        var open = tables.openOf(List.of(patient), now);
        var before = lockAndRead(open);
        var corrected = tables.correctPhone(patient, phone, by, now);
        tell(before, open, now);
        return corrected;
    }

    /** Changes some rows and tells what came of it. */
    void alter(Collection<Long> ids, Consumer<Instant> change) {
        if (ids.isEmpty()) {
            return;
        }
        var now = now();
        var before = lockAndRead(ids);
        change.accept(now);
        tell(before, ids, now);
    }

    private Map<Long, Appointment> lockAndRead(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        tables.lockRows(ids);
        return appointments.byId(ids).stream()
                .collect(Collectors.toMap(appointment -> appointment.id().value(), Function.identity()));
    }

    /** In the order of their start, so that a listener that locks what it changes always does so in the same order. */
    private void tell(Map<Long, Appointment> before, Collection<Long> affected, Instant now) {
        var told = new ArrayList<AgendaEvent>();
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        for (var after : appointments.byId(affected)) {
            var earlier = before.get(after.id().value());
            Changes.between(earlier, after).ifPresent(event -> {
                told.add(event);
                rows.add(Rows.change(event, earlier));
            });
        }
        if (!told.isEmpty()) {
            tables.storeChanges(rows, now);
            told.forEach(events::publishEvent);
        }
    }

    private Collection<Long> openOf(List<PatientRecord> changed, Map<String, StoredPatient> stored, Instant now) {
        var ids = changed.stream()
                .map(patient -> stored.get(patient.externalId()))
                .filter(patient -> patient != null)
                .map(StoredPatient::id)
                .toList();
        return ids.isEmpty() ? List.of() : tables.openOf(ids, now);
    }

    private static boolean differs(PatientRecord patient, @Nullable StoredPatient stored) {
        return stored == null || !stored.fingerprint().equals(Rows.fingerprint(patient));
    }

    private static boolean known(AppointmentRecord appointment, MirrorTables.@Nullable Stored stored) {
        return stored != null && stored.fingerprint().equals(Rows.fingerprint(appointment));
    }

    private String country(PatientRecord patient, Map<String, StoredPatient> stored) {
        var known = stored.get(patient.externalId());
        return known == null ? clinics.get(patient.clinic()).country() : known.country();
    }

    /** PostgreSQL counts microseconds: what was written reads back equal. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** The records of a page by kind. Of two about the same thing, the later one counts. */
    private record Page(
            Map<String, AppointmentRecord> appointments, Map<String, PatientRecord> patients, Set<String> removed) {

        static Page of(List<AgendaRecord> records) {
            var page = new Page(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashSet<>());
            records.forEach(page::add);
            return page;
        }

        private void add(AgendaRecord record) {
            switch (record) {
                case AppointmentRecord appointment -> {
                    appointments.put(appointment.externalId(), appointment);
                    removed.remove(appointment.externalId());
                    if (appointment.patient() != null) {
                        patients.put(appointment.patientId(), appointment.patient());
                    }
                }
                case PatientRecord patient -> patients.put(patient.externalId(), patient);
                case RemovedRecord gone -> {
                    appointments.remove(gone.externalId());
                    removed.add(gone.externalId());
                }
            }
        }

        List<String> appointmentIds() {
            var ids = new ArrayList<>(appointments.keySet());
            ids.addAll(removed);
            return ids;
        }

        Set<String> patientIds() {
            var ids = new LinkedHashSet<>(patients.keySet());
            appointments.values().forEach(appointment -> ids.add(appointment.patientId()));
            return ids;
        }

        Map<String, Refusal> withoutPatient(Set<String> stored) {
            var refused = new HashMap<String, Refusal>();
            for (var appointment : appointments.values()) {
                if (!stored.contains(appointment.patientId()) && !patients.containsKey(appointment.patientId())) {
                    refused.put(appointment.externalId(), Refusal.UNKNOWN_PATIENT);
                }
            }
            return refused;
        }
    }
}

package io.recado.console.failed;

import io.recado.agenda.Agenda;
import io.recado.agenda.Appointment;
import io.recado.configuration.ClinicId;
import io.recado.console.access.Viewer;
import io.recado.source.WriteBackReport;
import io.recado.source.WriteBackState;
import io.recado.source.WriteBacks;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Commands that their source did not take, for one viewer: those about other clinics' appointments do not exist. */
@Component
class TroubledCommands {

    private static final int LOOKED_AT = 200;

    private final WriteBacks writeBacks;
    private final Agenda agenda;

    TroubledCommands(WriteBacks writeBacks, Agenda agenda) {
        this.writeBacks = writeBacks;
        this.agenda = agenda;
    }

    /** Newest first. */
    List<WriteBackReport> of(Viewer viewer, int limit) {
        var found = Stream.of(WriteBackState.CONFLICT, WriteBackState.FAILED)
                .flatMap(state -> writeBacks.reports(state, null, LOOKED_AT).stream())
                .sorted(Comparator.comparingLong(WriteBackReport::cursor).reversed())
                .toList();
        var seen = agenda
                .findAll(found.stream()
                        .map(WriteBackReport::appointment)
                        .distinct()
                        .toList())
                .stream()
                .filter(appointment -> viewer.sees(appointment.clinic()))
                .map(Appointment::id)
                .collect(Collectors.toSet());
        return found.stream()
                .filter(command -> seen.contains(command.appointment()))
                .limit(limit)
                .toList();
    }

    Optional<WriteBackReport> find(Viewer viewer, UUID id) {
        return of(viewer, Integer.MAX_VALUE).stream()
                .filter(command -> command.id().equals(id))
                .findFirst();
    }

    @Nullable
    ClinicId clinic(WriteBackReport command) {
        return agenda.find(command.appointment()).map(Appointment::clinic).orElse(null);
    }
}

package io.recado.console.failed;

import io.recado.configuration.ClinicId;
import io.recado.console.access.Viewer;
import io.recado.source.WriteBackReport;
import io.recado.source.WriteBackState;
import io.recado.source.WriteBacks;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Commands that their source did not take, for one viewer: those about other clinics' appointments do not exist. */
@Component
class TroubledCommands {

    private static final int LOOKED_AT = 200;

    private final WriteBacks writeBacks;

    TroubledCommands(WriteBacks writeBacks) {
        this.writeBacks = writeBacks;
    }

    /** Newest first. */
    List<WriteBackReport> of(Viewer viewer, int limit) {
        return Stream.of(WriteBackState.CONFLICT, WriteBackState.FAILED)
                .flatMap(state -> writeBacks.reports(state, viewer.clinics(), null, LOOKED_AT).stream())
                .sorted(Comparator.comparingLong(WriteBackReport::cursor).reversed())
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
        return command.clinic();
    }
}

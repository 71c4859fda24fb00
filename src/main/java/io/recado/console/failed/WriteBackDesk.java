package io.recado.console.failed;

import io.recado.console.access.Action;
import io.recado.console.access.AuditLog;
import io.recado.console.access.Viewer;
import io.recado.source.WriteBackReport;
import io.recado.source.WriteBackState;
import io.recado.source.WriteBacks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The commands to outside systems for one viewer: those of other clinics do not exist, and what is done goes to the audit log. */
@Component
public class WriteBackDesk {

    private final WriteBacks writeBacks;
    private final AuditLog audit;

    WriteBackDesk(WriteBacks writeBacks, AuditLog audit) {
        this.writeBacks = writeBacks;
        this.audit = audit;
    }

    /**
     * Newest first.
     *
     * @param state null for all
     * @param before {@link WriteBackReport#cursor()} of the last one seen; null from the start
     */
    public List<WriteBackReport> list(Viewer viewer, @Nullable WriteBackState state, @Nullable Long before, int limit) {
        return writeBacks.reports(state, viewer.clinics(), before, limit);
    }

    public Optional<WriteBackReport> find(Viewer viewer, UUID id) {
        return writeBacks.find(id).filter(report -> seen(viewer, report));
    }

    /** @return false when there is nothing to try: somebody was faster, or its source cannot be written to */
    @Transactional
    public boolean retry(Viewer viewer, UUID id) {
        return handle(viewer, id, Action.WRITE_BACK_RETRIED, writeBacks::again);
    }

    /** @return false when somebody was faster */
    @Transactional
    public boolean discard(Viewer viewer, UUID id) {
        return handle(viewer, id, Action.WRITE_BACK_DISCARDED, writeBacks::discard);
    }

    private boolean handle(Viewer viewer, UUID id, Action action, BiPredicate<UUID, String> work) {
        var found = find(viewer, id);
        var done = found.isPresent() && work.test(id, viewer.name());
        if (done) {
            audit.record(
                    viewer,
                    action,
                    found.get().clinic(),
                    "write-back:" + id,
                    Map.of("command", found.get().kind()));
        }
        return done;
    }

    /** What knows no clinic is for those who see every one. */
    private static boolean seen(Viewer viewer, WriteBackReport report) {
        return report.clinic() == null ? viewer.clinics().all() : viewer.sees(report.clinic());
    }
}

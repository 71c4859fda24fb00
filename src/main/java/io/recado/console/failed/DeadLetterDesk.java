package io.recado.console.failed;

import io.recado.console.access.Action;
import io.recado.console.access.AuditLog;
import io.recado.console.access.Viewer;
import io.recado.recovery.DeadLetter;
import io.recado.recovery.DeadLetterHandling;
import io.recado.recovery.DeadLetters;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Dead letters for one viewer. Nobody knows whose clinic's they are, so they exist for those alone who see every clinic. */
@Component
public class DeadLetterDesk {

    private final DeadLetters letters;
    private final AuditLog audit;

    DeadLetterDesk(DeadLetters letters, AuditLog audit) {
        this.letters = letters;
        this.audit = audit;
    }

    /**
     * Latest first.
     *
     * @param waiting whether only those that wait for somebody
     * @param before {@link DeadLetter#id()} of the last one seen; null from the start
     */
    public List<DeadLetter> list(Viewer viewer, boolean waiting, @Nullable Long before, int limit) {
        return viewer.clinics().all() ? letters.list(waiting, before, limit) : List.of();
    }

    @Transactional
    public DeadLetterHandling retry(Viewer viewer, long id) {
        return viewer.clinics().all()
                ? noted(viewer, id, Action.DEAD_LETTER_RETRIED, letters.retry(id, viewer.name()))
                : new DeadLetterHandling.Unknown(id);
    }

    @Transactional
    public DeadLetterHandling discard(Viewer viewer, long id, String reason) {
        return viewer.clinics().all()
                ? noted(viewer, id, Action.DEAD_LETTER_DISCARDED, letters.discard(id, reason, viewer.name()))
                : new DeadLetterHandling.Unknown(id);
    }

    private DeadLetterHandling noted(Viewer viewer, long id, Action action, DeadLetterHandling handling) {
        if (handling instanceof DeadLetterHandling.Done(var letter)) {
            audit.record(viewer, action, null, "dead-letter:" + id, Map.of("queue", letter.queue()));
        }
        return handling;
    }
}

package io.recado.console.access;

import org.jspecify.annotations.Nullable;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.stereotype.Component;

/** The logins of people, on whichever node they are. */
@Component
class Sessions {

    private final FindByIndexNameSessionRepository<?> sessions;

    Sessions(FindByIndexNameSessionRepository<?> sessions) {
        this.sessions = sessions;
    }

    int count(String name) {
        return sessions.findByPrincipalName(name).size();
    }

    /** Logs somebody out wherever they are. */
    void end(String name) {
        endAllBut(null, name);
    }

    /** @param kept the session that goes on; null for none */
    void endAllBut(@Nullable String kept, String name) {
        sessions.findByPrincipalName(name).keySet().stream()
                .filter(id -> !id.equals(kept))
                .forEach(sessions::deleteById);
    }
}

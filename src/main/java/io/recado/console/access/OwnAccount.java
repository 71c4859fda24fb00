package io.recado.console.access;

import io.recado.console.access.Change.Why;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people do with their own account. */
@Component
public class OwnAccount {

    private final Accounts accounts;
    private final Sessions sessions;
    private final LoginThrottle throttle;
    private final PasswordEncoder encoder;
    private final AuditLog audit;

    OwnAccount(Accounts accounts, Sessions sessions, LoginThrottle throttle, PasswordEncoder encoder, AuditLog audit) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.throttle = throttle;
        this.encoder = encoder;
        this.audit = audit;
    }

    public Optional<Account> of(Viewer viewer) {
        return accounts.find(viewer.name());
    }

    /** On how many browsers they are logged in. */
    public int logins(Viewer viewer) {
        return sessions.count(viewer.name());
    }

    /**
     * Chooses a new password; every other login of theirs ends, because whoever knew the old one may have one.
     *
     * @param session the login that goes on
     */
    @Transactional
    public Change changePassword(Viewer viewer, String current, String wish, String again, @Nullable String session) {
        var stored = accounts.passwordHash(viewer.name()).orElse(null);
        if (stored == null) {
            return Change.refused(Why.NO_PASSWORD_HERE);
        }
        // a borrowed session is no place to guess the password at either
        if (!throttle.admits(viewer.name(), viewer.address())) {
            return Change.refused(Why.TOO_MANY_ATTEMPTS);
        }
        if (!encoder.matches(current, stored)) {
            return Change.refused(Why.PASSWORD_WRONG);
        }
        throttle.succeeded(viewer.name(), viewer.address());
        var broken = PasswordRules.broken(wish, viewer.name());
        if (broken.isPresent()) {
            return Change.refused(broken.get());
        }
        if (encoder.matches(wish, stored)) {
            return Change.refused(Why.PASSWORD_AS_BEFORE);
        }
        if (!wish.equals(again)) {
            return Change.refused(Why.PASSWORD_NOT_REPEATED);
        }
        accounts.setPassword(viewer.name(), encoder.encode(wish), false);
        audit.record(viewer, Action.PASSWORD_CHANGED, "user:" + viewer.name());
        sessions.endAllBut(session, viewer.name());
        return new Change.Done();
    }

    /** Ends every login of theirs, this one too. */
    @Transactional
    public void logOutEverywhere(Viewer viewer) {
        audit.record(viewer, Action.LOGGED_OUT_EVERYWHERE, "user:" + viewer.name());
        sessions.end(viewer.name());
    }
}

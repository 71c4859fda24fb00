package io.recado.console.access;

import java.util.Optional;
import org.springframework.stereotype.Component;

/** Who may come in, and what they may do now. */
@Component
public class Viewers {

    private final Accounts accounts;

    Viewers(Accounts accounts) {
        this.accounts = accounts;
    }

    /** The person of this account; empty for one that may not come in, or no more. */
    Optional<Viewer> person(String name) {
        return accounts.passwordHash(name).map(found -> Viewer.ofEverything(name, Viewer.Kind.PERSON));
    }

    /** The program that a token stands for. */
    Viewer program(String tokenName) {
        return Viewer.ofEverything("token:" + tokenName, Viewer.Kind.PROGRAM);
    }

    /**
     * The same viewer as of now, for what lasts longer than a request, such as live updates; empty when they may no longer come in.
     */
    public Optional<Viewer> asOfNow(Viewer viewer) {
        return switch (viewer.kind()) {
            case PERSON -> person(viewer.name()).map(now -> now.from(viewer.address()));
            case PROGRAM -> Optional.of(viewer);
        };
    }
}

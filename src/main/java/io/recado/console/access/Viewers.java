package io.recado.console.access;

import java.util.Optional;
import org.springframework.stereotype.Component;

/** Who may come in, and what they may do now. */
@Component
public class Viewers {

    private final Accounts accounts;
    private final ApiTokens tokens;

    Viewers(Accounts accounts, ApiTokens tokens) {
        this.accounts = accounts;
        this.tokens = tokens;
    }

    /** The account of somebody who logged in; empty for one that may not come in any more. */
    Optional<Account> person(String name) {
        return accounts.find(name).filter(Account::active);
    }

    /** The program that holds this token; empty for one that was never given, is over or was revoked. */
    Optional<Viewer> program(String token) {
        return tokens.find(token);
    }

    /**
     * The same viewer as of now, for what lasts longer than a request, such as live updates; empty when they may no longer come in.
     */
    public Optional<Viewer> asOfNow(Viewer viewer) {
        return switch (viewer.kind()) {
            case PERSON -> person(viewer.name()).map(account -> account.viewer(viewer.address()));
            case PROGRAM -> tokens.named(viewer.name()).map(now -> now.from(viewer.address()));
        };
    }
}

package io.recado.console.access;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Sees at each start that an administrator and an API token exist. What the environment gives is taken, also when it differs from last
 * time; what it does not give is made once and shown once.
 */
class FirstSecrets {

    private static final Logger LOG = LoggerFactory.getLogger(FirstSecrets.class);

    private static final int SHORT_TOKEN = 24;

    private final AccessSettings settings;
    private final boolean mustChange;
    private final Accounts accounts;
    private final ApiTokens tokens;
    private final PasswordEncoder encoder;
    private final TransactionOperations transactions;
    private final PrintStream screen;

    /**
     * @param mustChange whether the administrator has to choose another password at the first login
     * @param screen where new secrets are shown: not the log, which is shipped to places that people search
     */
    FirstSecrets(
            AccessSettings settings,
            boolean mustChange,
            Accounts accounts,
            ApiTokens tokens,
            PasswordEncoder encoder,
            TransactionOperations transactions,
            PrintStream screen) {
        this.settings = settings;
        this.mustChange = mustChange;
        this.accounts = accounts;
        this.tokens = tokens;
        this.encoder = encoder;
        this.transactions = transactions;
        this.screen = screen;
    }

    void settle() {
        transactions.executeWithoutResult(transaction -> {
            var made = new ArrayList<String>();
            settleAdministrator(made);
            settleToken(made);
            // before the commit: a secret that was stored and never shown would lock everybody out
            show(made);
        });
    }

    private void settleAdministrator(List<String> made) {
        var given = settings.adminPassword();
        if (given != null) {
            follow(given);
        } else if (accounts.find(Accounts.ADMIN).isEmpty()) {
            var password = NewSecret.password();
            if (accounts.addAdministratorIfAbsent(encoder.encode(password), mustChange)) {
                made.add("console      user %s, password %s".formatted(Accounts.ADMIN, password));
            }
        }
    }

    /** Once: the administrator changes it, and the environment goes on saying it until somebody gives it another. */
    private void follow(String given) {
        if (given.length() < PasswordRules.SHORTEST) {
            LOG.warn("{} has fewer than {} characters", AccessSettings.ADMIN_PASSWORD, PasswordRules.SHORTEST);
        }
        var last = accounts.givenHash(Accounts.ADMIN);
        if (last.isPresent() && encoder.matches(given, last.get())) {
            return;
        }
        var hash = encoder.encode(given);
        if (!accounts.addAdministratorIfAbsent(hash, mustChange)) {
            var known = accounts.passwordHash(Accounts.ADMIN);
            if (known.isEmpty() || !encoder.matches(given, known.get())) {
                accounts.setPassword(Accounts.ADMIN, hash, mustChange);
            }
        }
        accounts.rememberGiven(Accounts.ADMIN, hash);
        LOG.info("The password of '{}' is the one in {}", Accounts.ADMIN, AccessSettings.ADMIN_PASSWORD);
    }

    private void settleToken(List<String> made) {
        var given = settings.apiToken();
        if (given != null) {
            if (given.length() < SHORT_TOKEN) {
                LOG.warn("{} has fewer than {} characters", AccessSettings.API_TOKEN, SHORT_TOKEN);
            }
            tokens.set(ApiTokens.FIRST, given);
        } else if (!tokens.exists(ApiTokens.FIRST)) {
            var token = NewSecret.token();
            if (tokens.addIfAbsent(ApiTokens.FIRST, token)) {
                made.add("API token    %s".formatted(token));
            }
        }
    }

    private void show(List<String> made) {
        if (made.isEmpty()) {
            LOG.info(
                    "Log in as '{}'. A lost password or API token is replaced by starting with {} or {}.",
                    Accounts.ADMIN,
                    AccessSettings.ADMIN_PASSWORD,
                    AccessSettings.API_TOKEN);
            return;
        }
        var rule = "-".repeat(78);
        screen.println(rule);
        screen.println("Made at this first start and shown only now; the hub keeps no more than a hash:");
        made.forEach(line -> screen.println("    " + line));
        screen.printf(
                "Lost one? Start again with %s or %s set.%n", AccessSettings.ADMIN_PASSWORD, AccessSettings.API_TOKEN);
        screen.println(rule);
        screen.flush();
    }
}

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

    private static final int SHORT_PASSWORD = 12;
    private static final int SHORT_TOKEN = 24;

    private final AccessSettings settings;
    private final Accounts accounts;
    private final ApiTokens tokens;
    private final PasswordEncoder encoder;
    private final TransactionOperations transactions;
    private final PrintStream screen;

    /** @param screen where new secrets are shown: not the log, which is shipped to places that people search */
    FirstSecrets(
            AccessSettings settings,
            Accounts accounts,
            ApiTokens tokens,
            PasswordEncoder encoder,
            TransactionOperations transactions,
            PrintStream screen) {
        this.settings = settings;
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
        var stored = accounts.passwordHash(Accounts.ADMIN);
        if (given != null) {
            if (given.length() < SHORT_PASSWORD) {
                LOG.warn("{} has fewer than {} characters", AccessSettings.ADMIN_PASSWORD, SHORT_PASSWORD);
            }
            if (stored.isEmpty() || !encoder.matches(given, stored.get())) {
                accounts.setPassword(Accounts.ADMIN, encoder.encode(given));
                LOG.info("The password of '{}' is the one in {}", Accounts.ADMIN, AccessSettings.ADMIN_PASSWORD);
            }
        } else if (stored.isEmpty()) {
            var password = NewSecret.password();
            if (accounts.addIfAbsent(Accounts.ADMIN, encoder.encode(password))) {
                made.add("console      user %s, password %s".formatted(Accounts.ADMIN, password));
            }
        }
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

package io.recado.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.platform.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.transaction.support.TransactionOperations;

class FirstSecretsIT {

    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.fresh());
    private final Accounts accounts = new Accounts(jdbc, Clock.systemUTC());
    private final ApiTokens tokens =
            new ApiTokens(jdbc, new AuditLog(jdbc, new ObjectMapper(), Clock.systemUTC()), Clock.systemUTC());
    private final BCryptPasswordEncoder encoder = new BCryptPasswordEncoder(4);

    @Test
    void makesWhatTheEnvironmentDoesNotGiveAndShowsItOnce() {
        var first = start(null, null);
        var password = found("password (\\S+)", first);
        var token = found("(recado_\\S+)", first);

        assertThat(encoder.matches(password, accounts.passwordHash("admin").orElseThrow()))
                .isTrue();
        assertThat(nameOf(token)).contains(ApiTokens.FIRST);
        assertThat(start(null, null)).isEmpty();
        assertThat(nameOf(token)).contains(ApiTokens.FIRST);
    }

    @Test
    void showsNothingThatTheEnvironmentGave() {
        assertThat(start("a-password-of-ours", "a-token-of-ours")).isEmpty();

        assertThat(opens("a-password-of-ours")).isTrue();
        assertThat(nameOf("a-token-of-ours")).isPresent();
    }

    @Test
    void followsTheEnvironmentWhenItChanges() {
        start("the-first-password", "the-first-token");
        start("the-second-password", "the-second-token");

        assertThat(opens("the-first-password")).isFalse();
        assertThat(opens("the-second-password")).isTrue();
        assertThat(nameOf("the-first-token")).isEmpty();
        assertThat(nameOf("the-second-token")).isPresent();
    }

    @Test
    void keepsWhatWasGivenWhenTheEnvironmentNoLongerSaysIt() {
        start("the-first-password", "the-first-token");

        assertThat(start(null, null)).isEmpty();
        assertThat(opens("the-first-password")).isTrue();
        assertThat(nameOf("the-first-token")).isPresent();
    }

    @Test
    void storesNoSecretAsItIs() {
        var shown = start(null, null);
        var stored = jdbc.sql("select row_to_json(a)::text || row_to_json(t)::text from user_account a, api_token t")
                .query(String.class)
                .single();

        assertThat(stored)
                .doesNotContain(found("password (\\S+)", shown))
                .doesNotContain(found("(recado_\\S+)", shown));
    }

    @Test
    void notesWhenATokenWasUsed() {
        start(null, "a-token-of-ours");
        nameOf("a-token-of-ours");

        assertThat(jdbc.sql("select last_used is not null from api_token")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void asksForAnotherPasswordAtTheFirstLogin() {
        start("the-first-password", null);
        assertThat(admin().mustChange()).isTrue();

        accounts.setPassword("admin", encoder.encode("a-password-of-their-own"), false);
        start("the-first-password", null);

        assertThat(admin().mustChange()).isFalse();
        assertThat(opens("a-password-of-their-own")).isTrue();

        start("given-because-it-was-lost", null);

        assertThat(admin().mustChange()).isTrue();
        assertThat(opens("given-because-it-was-lost")).isTrue();
    }

    @Test
    void keepsAPasswordOfAnOlderHubThatTheEnvironmentStillSays() {
        start("the-first-password", null);
        jdbc.sql("update user_account set given_hash = null, must_change = false")
                .update();

        start("the-first-password", null);

        assertThat(admin().mustChange()).isFalse();
        assertThat(opens("the-first-password")).isTrue();
    }

    @Test
    void theFirstAdministratorAndTheFirstTokenMayDoEverything() {
        start("the-first-password", "the-first-token");

        assertThat(admin().permissions()).containsExactlyInAnyOrder(Permission.values());
        assertThat(admin().clinics().all()).isTrue();
        assertThat(tokens.find("the-first-token")).hasValueSatisfying(viewer -> {
            assertThat(viewer.permissions()).containsExactlyInAnyOrder(Permission.values());
            assertThat(viewer.clinics().all()).isTrue();
        });
    }

    private Account admin() {
        return accounts.find("admin").orElseThrow();
    }

    private Optional<String> nameOf(String token) {
        return tokens.find(token).map(viewer -> viewer.name().substring("token:".length()));
    }

    private boolean opens(String password) {
        return encoder.matches(password, accounts.passwordHash("admin").orElseThrow());
    }

    /** What the screen shows. */
    private String start(@Nullable String password, @Nullable String token) {
        var screen = new ByteArrayOutputStream();
        new FirstSecrets(
                        new AccessSettings(password, token, false),
                        true,
                        accounts,
                        tokens,
                        encoder,
                        TransactionOperations.withoutTransaction(),
                        new PrintStream(screen, true, StandardCharsets.UTF_8))
                .settle();
        return screen.toString(StandardCharsets.UTF_8);
    }

    private static String found(String pattern, String text) {
        var matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in what was shown", pattern).isTrue();
        return matcher.group(1);
    }
}

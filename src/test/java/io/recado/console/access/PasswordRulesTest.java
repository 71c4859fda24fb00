package io.recado.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.console.access.Change.Why;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"correct horse", "ñandú en la pampa", "k7qm-x3fp-9tzr-h2vd-4wna", "anagarcia-and-more-words"})
    void takesWhatIsLong(String password) {
        assertThat(PasswordRules.broken(password, "anagarcia")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "short,                PASSWORD_TOO_SHORT",
        "elevenchars,          PASSWORD_TOO_SHORT",
        "aaaaaaaaaaaaaaaa,     PASSWORD_TOO_SIMPLE",
        "ANAGARCIAanagarcia,   PASSWORD_IS_THE_NAME",
        "anagarcia2026,        PASSWORD_IS_THE_NAME",
    })
    void refusesWhatEverybodyWouldTry(String password, Why why) {
        assertThat(PasswordRules.broken(password, "anagarcia")).contains(why);
    }

    @Test
    void refusesWhatBcryptWouldCutOff() {
        assertThat(PasswordRules.broken("ñ".repeat(30) + "abcdefghijklmn", "ana"))
                .contains(Why.PASSWORD_TOO_LONG);
    }
}

package io.recado.console.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class AccessSettingsTest {

    @Test
    void takesAnEmptySecretForNone() {
        var settings = AccessSettings.from(environment("", "  "));

        assertThat(settings.adminPassword()).isNull();
        assertThat(settings.apiToken()).isNull();
    }

    @Test
    void showsNoSecret() {
        assertThat(AccessSettings.from(environment("very-secret-password", "very-secret-token")))
                .asString()
                .doesNotContain("very-secret");
    }

    @Test
    void refusesPasswordsThatBcryptWouldCut() {
        assertThatThrownBy(() -> AccessSettings.from(environment("ñ".repeat(37), "token")))
                .hasMessage("RECADO_ADMIN_PASSWORD is longer than 72 bytes. Choose a shorter one.");
    }

    @Test
    void refusesTokensThatNoHeaderCarriesWithoutRepeatingThem() {
        assertThatThrownBy(() -> AccessSettings.from(environment("password", "clave secreta")))
                .hasMessageStartingWith("RECADO_API_TOKEN has blanks")
                .message()
                .doesNotContain("clave secreta");
    }

    private static MockEnvironment environment(String password, String token) {
        return new MockEnvironment()
                .withProperty("RECADO_ADMIN_PASSWORD", password)
                .withProperty("RECADO_API_TOKEN", token);
    }
}

package io.recado.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TokenHashTest {

    @Test
    void isTheSameForTheSameTokenAndNoOther() {
        var stored = TokenHash.of("recado_one").bytes();

        assertThat(TokenHash.of("recado_one").matches(stored)).isTrue();
        assertThat(TokenHash.of("recado_two").matches(stored)).isFalse();
    }

    @Test
    void doesNotContainTheToken() {
        assertThat(new String(TokenHash.of("recado_one").bytes(), StandardCharsets.ISO_8859_1))
                .doesNotContain("recado_one");
        assertThat(TokenHash.of("recado_one")).hasToString("TokenHash[hidden]");
    }

    @Test
    void newSecretsAreNeverTheSameTwice() {
        assertThat(Stream.generate(NewSecret::token).limit(1_000)).doesNotHaveDuplicates();
        assertThat(IntStream.range(0, 1_000).mapToObj(i -> NewSecret.password()))
                .doesNotHaveDuplicates()
                .allMatch(password -> password.matches("([a-z2-9]{4}-){4}[a-z2-9]{4}"));
    }
}

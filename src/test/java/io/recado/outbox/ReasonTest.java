package io.recado.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonTest {

    private static final Locale SPANISH = Locale.forLanguageTag("es");
    private static final Locale before = Locale.getDefault();

    @AfterEach
    void putTheLocaleBack() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @EnumSource
    void everyReasonHasASentenceInEachLanguage(Reason reason) {
        assertThat(reason.sentence(Locale.ENGLISH)).endsWith(".").hasSizeGreaterThan(10);
        assertThat(reason.sentence(SPANISH))
                .endsWith(".")
                .hasSizeGreaterThan(10)
                .isNotEqualTo(reason.sentence(Locale.ENGLISH));
    }

    @Test
    void noSentenceIsLeftOverFromAReasonThatIsGone() {
        for (var language : new Locale[] {Locale.ROOT, SPANISH}) {
            assertThat(ResourceBundle.getBundle("io.recado.outbox.reasons", language)
                            .keySet())
                    .containsExactlyInAnyOrder(java.util.Arrays.stream(Reason.values())
                            .map(Enum::name)
                            .toArray(String[]::new));
        }
    }

    @Test
    void englishStaysEnglishOnASpanishMachine() {
        Locale.setDefault(SPANISH);

        assertThat(Reason.DUE.sentence(Locale.ENGLISH)).isEqualTo("Everything spoke for it.");
    }

    @Test
    void aRegionReadsItsLanguage() {
        assertThat(Reason.OPTED_OUT.sentence(Locale.forLanguageTag("es-AR")))
                .isEqualTo("El paciente pidió que no le escribamos.");
    }
}

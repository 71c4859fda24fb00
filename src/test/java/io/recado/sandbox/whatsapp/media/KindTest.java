package io.recado.sandbox.whatsapp.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recado.sandbox.whatsapp.wire.Refused;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Sizes and types of all kinds of files. */
class KindTest {

    static Stream<String> mimes() {
        return Arrays.stream(Kind.values()).flatMap(kind -> kind.mimes().stream());
    }

    @ParameterizedTest
    @MethodSource("mimes")
    void everyTypeHasALimit(String mime) {
        Kind kind = FileRules.kind(mime);
        Format still = Format.good(mime);

        FileRules.checkSize(kind, still, 1);
        FileRules.checkSize(kind, still, kind.most(false));
        assertThatThrownBy(() -> FileRules.checkSize(kind, still, kind.most(false) + 1))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.error().code()).isEqualTo(131053));
        assertThatThrownBy(() -> FileRules.checkSize(kind, still, 0)).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "IMAGE, 5242880, 5242880",
        "VIDEO, 16777216, 16777216",
        "AUDIO, 16777216, 16777216",
        "DOCUMENT, 104857600, 104857600",
        "STICKER, 102400, 512000"
    })
    void theLimitsAreThoseOfTheDocumentation(Kind kind, long still, long moving) {
        assertThat(kind.most(false)).isEqualTo(still);
        assertThat(kind.most(true)).isEqualTo(moving);
    }

    @ParameterizedTest
    @MethodSource("mimes")
    void aFileMustBeWhatItIsSaidToBe(String mime) {
        Format other = Format.good("audio/amr".equals(mime) ? "image/png" : "audio/amr");

        assertThat(FileRules.flaw(mime, other)).contains(mime, "on processing it is of type " + other.mime());
        assertThat(FileRules.flaw(mime, new Format(null, false, null))).contains("application/octet-stream");
    }

    @Test
    void officeDocumentsOfOneGenerationBeginAlike() {
        Format old = Format.good(Format.OLD_OFFICE);
        Format zip = Format.good(Format.ZIP);

        assertThat(FileRules.flaw("application/vnd.ms-excel", old)).isNull();
        assertThat(FileRules.flaw("application/vnd.openxmlformats-officedocument.wordprocessingml.document", zip))
                .isNull();
        assertThat(FileRules.flaw("application/vnd.ms-excel", zip)).isNotNull();
        assertThat(FileRules.flaw("application/pdf", zip)).isNotNull();
    }
}

package io.recado.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.channel.Failure;
import io.recado.channel.FailureClass;
import io.recado.outbox.delivery.GivenUp;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExplanationTest {

    private static final Locale SPANISH = Locale.of("es");

    /** Codes that WhatsApp documents, with the kind of trouble that the hub takes them for; of a range its first and last. */
    static Stream<Failure> documentedCodes() throws Exception {
        var file = Objects.requireNonNull(Failure.class.getResourceAsStream("cloud-errors.csv"));
        List<String> lines;
        try (var reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            lines = reader.lines().filter(line -> !line.startsWith("#")).toList();
        }
        return Stream.concat(
                lines.stream().map(line -> line.split(";")).flatMap(fields -> Arrays.stream(
                                fields[0].replace("async ", "").split("-"))
                        .map(code -> failure(FailureClass.valueOf(fields[1]), Integer.parseInt(code)))),
                // an inbound trouble, and the hub's own
                Stream.of(failure(FailureClass.BAD_REQUEST, 131060), GivenUp.FAILURE));
    }

    @ParameterizedTest
    @MethodSource("documentedCodes")
    void everyDocumentedCodeHasSentencesOfItsOwnInBothLanguages(Failure failure) {
        var english = Explanation.of(failure, Locale.ENGLISH);
        var spanish = Explanation.of(failure, SPANISH);

        assertThat(key(failure)).as("the entry of code %d", failure.code()).isNotEmpty();
        assertThat(english.why()).isNotEqualTo(spanish.why());
        assertThat(english.advice()).isNotEqualTo(spanish.advice());
        assertThat(Stream.of(english.why(), english.advice(), spanish.why(), spanish.advice()))
                .allSatisfy(ExplanationTest::isASentenceForPeople);
    }

    @ParameterizedTest
    @EnumSource
    void aCodeThatNobodyKnowsIsExplainedByItsClass(FailureClass kind) {
        assertThat(Explanation.of(failure(kind, 987654), SPANISH).sentence())
                .isNotEqualTo(
                        Explanation.of(failure(kind, 987654), Locale.ENGLISH).sentence());
        assertThat(Explanation.of(failure(kind, 987654), SPANISH).why())
                .isEqualTo(bundle(SPANISH).getString(kind + ".why"));
    }

    @Test
    void whoAsksForAnyOtherLanguageReadsEnglish() {
        var failure = failure(FailureClass.FIX_RECIPIENT, 131026);

        assertThat(Explanation.of(failure, Locale.GERMAN)).isEqualTo(Explanation.of(failure, Locale.ENGLISH));
    }

    @Test
    void aNumberThatIsNotOnWhatsAppSaysWhatToDo() {
        assertThat(Explanation.of(failure(FailureClass.FIX_RECIPIENT, 131026), SPANISH)
                        .sentence())
                .contains("no tiene WhatsApp", "corríjalo", "reenvíe");
    }

    @Test
    void bothLanguagesSayTheSameThings() {
        assertThat(bundle(SPANISH).keySet()).isEqualTo(bundle(Locale.ROOT).keySet());
    }

    private static void isASentenceForPeople(String sentence) {
        assertThat(sentence).matches("\\p{Lu}.*\\.").doesNotContain("  ").hasSizeBetween(15, 200);
        assertThat(sentence).as("a sentence without codes").doesNotContainPattern("\\d{3,}|[A-Z]{2,}_");
    }

    private static String key(Failure failure) {
        var keys = bundle(Locale.ROOT).keySet();
        return Stream.of(
                        failure.code() + "." + failure.kind(),
                        Integer.toString(failure.code()),
                        Integer.toString(failure.code() / 100 * 100),
                        Integer.toString(failure.code() / 1000 * 1000))
                .filter(key -> keys.contains(key + ".why"))
                .findFirst()
                .orElse("");
    }

    private static ResourceBundle bundle(Locale language) {
        return ResourceBundle.getBundle(
                Explanation.BUNDLE,
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    private static Failure failure(FailureClass kind, int code) {
        return new Failure(kind, code, "title", null, null);
    }
}

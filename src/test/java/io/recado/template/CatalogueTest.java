package io.recado.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.template.Catalogue.Choice;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {

    private static final Locale SPANISH = Locale.forLanguageTag("es");

    @ParameterizedTest
    @CsvSource(
            nullValues = "nobody knows",
            value = {
                "es,es",
                "es-AR,es",
                "en,en",
                "en-GB,en",
                "pt,pt_BR",
                "pt-PT,pt_BR",
                "pt_BR,pt_BR",
                "fr,es",
                "nobody knows,es",
                "gibberish 1 2 3,es"
            })
    void speaksTheReadersLanguageElseTheClinics(String reader, String expected) {
        var catalogue = catalogue(active("es"), active("en"), active("pt_BR"));

        assertThat(catalogue.choose("recordatorio", reader, SPANISH)).isEqualTo(found(expected));
    }

    @Test
    void theReadersOwnRegionComesFirst() {
        var catalogue = catalogue(active("es"), active("es_AR"), active("es_MX"));

        assertThat(catalogue.choose("recordatorio", "es-MX", SPANISH)).isEqualTo(found("es_MX"));
        assertThat(catalogue.choose("recordatorio", "es-CO", SPANISH)).isEqualTo(found("es"));
    }

    @Test
    void fallsBackToSpanishWhenNeitherReaderNorClinicHasAVariant() {
        assertThat(catalogue(active("es")).choose("recordatorio", "en", Locale.FRENCH))
                .isEqualTo(found("es"));
    }

    @Test
    void passesOverAVariantThatIsNotActive() {
        var catalogue = catalogue(active("es"), template("en", Approval.PAUSED));

        assertThat(catalogue.choose("recordatorio", "en", SPANISH)).isEqualTo(found("es"));
    }

    @ParameterizedTest
    @CsvSource({"PENDING", "REJECTED", "PAUSED", "DISABLED"})
    void onlyAnActiveTemplateCanBeUsed(Approval approval) {
        assertThat(catalogue(template("es", approval)).choose("recordatorio", "es", SPANISH))
                .isEqualTo(new Choice.Inactive("recordatorio"));
    }

    @Test
    void whatDoesNotExistIsMissing() {
        assertThat(catalogue(active("es")).choose("otro", "es", SPANISH)).isEqualTo(new Choice.Missing("otro"));
    }

    @Test
    void whatExistsOnlyInALanguageThatNobodyAskedForIsMissing() {
        assertThat(catalogue(active("fr")).choose("recordatorio", "en", SPANISH))
                .isEqualTo(new Choice.Missing("recordatorio"));
    }

    private static Choice found(String language) {
        return new Choice.Found(active(language));
    }

    private static Catalogue catalogue(Template... templates) {
        return new Catalogue(Stream.of(templates).toList());
    }

    private static Template active(String language) {
        return template(language, Approval.ACTIVE);
    }

    private static Template template(String language, Approval approval) {
        return new Template("recordatorio", language, Category.UTILITY, approval, "Hola", List.of(), List.of());
    }
}

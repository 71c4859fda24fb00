package io.recado.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.clinic.Clinic;
import io.recado.configuration.ChannelId;
import io.recado.configuration.ClinicId;
import io.recado.outbox.Content;
import java.net.URI;
import java.time.ZoneId;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CONFIRMED|¡Gracias por confirmar tu asistencia!",
                "CANCELLED|Hemos cancelado tu cita ¡Esperamos verte pronto!",
                "NOTHING_PENDING|No hemos encontrado ninguna cita pendiente de confirmar, anular o reagendar.",
                "NOTICES_ONLY|Este canal solo permite notificaciones automáticas, para contactar con nosotros puedes llamar directamente a la clínica."
            })
    void saysInSpanishWhatTheClinicsWrote(AnswerKind kind, String text) {
        assertThat(Texts.in(Locale.of("es")).of(kind, clinic(null))).isEqualTo(new Content.Text(text));
    }

    @Test
    void speaksSpanishToWhomItCannotSpeakTo() {
        var machine = Locale.getDefault();
        Locale.setDefault(Locale.ENGLISH);
        try {
            assertThat(Texts.in(Locale.JAPANESE).of(AnswerKind.CONFIRMED, clinic(null)))
                    .isEqualTo(new Content.Text("¡Gracias por confirmar tu asistencia!"));
            assertThat(Texts.in(Locale.of("es", "AR")).of(AnswerKind.CONFIRMED, clinic(null)))
                    .isEqualTo(new Content.Text("¡Gracias por confirmar tu asistencia!"));
        } finally {
            Locale.setDefault(machine);
        }
    }

    @Test
    void speaksEnglishAndPortuguese() {
        assertThat(Texts.in(Locale.ENGLISH).of(AnswerKind.CONFIRMED, clinic(null)))
                .isEqualTo(new Content.Text("Thank you for confirming your appointment!"));
        assertThat(Texts.in(Locale.forLanguageTag("pt-BR")).of(AnswerKind.CONFIRMED, clinic(null)))
                .isEqualTo(new Content.Text("Obrigado por confirmar a sua presença!"));
    }

    @Test
    void leadsToThePageWhereAppointmentsAreMoved() {
        assertThat(Texts.in(Locale.of("es")).of(AnswerKind.RESCHEDULING, clinic("https://sol.example/reagenda")))
                .isEqualTo(new Content.Link(
                        "Puedes cambiar tu cita aquí:", "Cambiar cita", URI.create("https://sol.example/reagenda")));
    }

    @Test
    void withoutThatPageThePatientIsAskedToCall() {
        assertThat(Texts.in(Locale.of("es")).of(AnswerKind.RESCHEDULING, clinic(null)))
                .isEqualTo(new Content.Text("Para cambiar tu cita puedes llamar directamente a la clínica."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"es", "en", "pt"})
    void theButtonFitsOnAButton(String language) {
        var link = (Content.Link)
                Texts.in(Locale.of(language)).of(AnswerKind.RESCHEDULING, clinic("https://sol.example/reagenda"));

        assertThat(link.button()).hasSizeLessThanOrEqualTo(20);
    }

    @Test
    void everyAnswerExistsInEveryLanguage() {
        Stream.of("es", "en", "pt").map(Locale::of).map(Texts::in).forEach(texts -> Stream.of(
                        AnswerKind.CONFIRMED,
                        AnswerKind.CANCELLED,
                        AnswerKind.RESCHEDULING,
                        AnswerKind.NOTHING_PENDING,
                        AnswerKind.NOTICES_ONLY,
                        AnswerKind.OPTED_OUT)
                .forEach(kind -> assertThat(texts.of(kind, clinic(null))).isNotNull()));
    }

    private static Clinic clinic(@Nullable String rescheduleUrl) {
        return new Clinic(
                new ClinicId("centro"),
                "Clínica Sol Centro",
                "ES",
                ZoneId.of("Europe/Madrid"),
                Locale.of("es"),
                null,
                null,
                new ChannelId("centro-cloud"),
                rescheduleUrl == null ? null : URI.create(rescheduleUrl));
    }
}

package io.recado.template;

import static io.recado.fixtures.AnAppointment.anAppointment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recado.agenda.Appointment;
import io.recado.fixtures.AClinic;
import io.recado.outbox.Content;
import io.recado.template.Template.Button;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {

    private static final String NONCE = "k3Jx0-_AbCdEfGhIjKlMnO";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    es    | martes        | 24 de noviembre | martes, 24 de noviembre
                    es-AR | martes        | 24 de noviembre | martes, 24 de noviembre
                    en    | Tuesday       | 24 November     | Tuesday, 24 November
                    pt_BR | terça-feira   | 24 de novembro  | terça-feira, 24 de novembro
                    fr    | martes        | 24 de noviembre | martes, 24 de noviembre
                    """)
    void writesTheDayAsItsLanguageDoes(String language, String weekday, String date, String day) {
        var appointment = anAppointment().at("2026-11-24T10:30").build();

        assertThat(parameters(language, appointment, Token.WEEKDAY, Token.DATE, Token.DAY))
                .containsExactly(weekday, date, day);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-24T10:30,10:30", "2026-11-24T09:05,09:05", "2026-11-24T18:00,18:00", "2026-11-24T00:15,00:15"})
    void writesTheHourWithTwentyFourHoursInEveryLanguage(String start, String hour) {
        var appointment = anAppointment().at(start).build();

        assertThat(parameters("es", appointment, Token.HOUR)).containsExactly(hour);
        assertThat(parameters("en", appointment, Token.HOUR)).containsExactly(hour);
        assertThat(parameters("pt_BR", appointment, Token.HOUR)).containsExactly(hour);
    }

    @Test
    void theHourIsTheClinicsAndNotTheServers() {
        var appointment =
                anAppointment().in(AClinic.palermo()).at("2026-11-24T21:30").build();

        assertThat(template("es", Token.DAY, Token.HOUR)
                        .content(new Occasion(appointment, AClinic.palermo()), NONCE)
                        .parameters())
                .containsExactly("martes, 24 de noviembre", "21:30");
    }

    @Test
    void knowsEveryTokenOfTheBrief() {
        var appointment = anAppointment()
                .of("Ana", "Muñoz")
                .forServices("Limpieza dental", "Blanqueamiento")
                .build();

        assertThat(parameters(
                        "es",
                        appointment,
                        Token.APPOINTMENT_ID,
                        Token.SYSTEM,
                        Token.CLINIC_NAME,
                        Token.CLIENT_NAME,
                        Token.FIRST_NAME,
                        Token.CLINIC_PHONE,
                        Token.CLINICADRESS,
                        Token.SERVICES,
                        Token.PROFESSIONAL))
                .containsExactly(
                        "A-4711",
                        "pms",
                        "Clínica Sol Centro",
                        "Ana Muñoz",
                        "Ana",
                        "+34910000000",
                        "Calle Mayor 1, Madrid",
                        "Limpieza dental, Blanqueamiento",
                        "Dra. Ruiz");
    }

    @Test
    void saysSomethingSensibleWhereTheAgendaSaysNothing() {
        var appointment = anAppointment()
                .of(" ", "")
                .withoutProfessional()
                .forServices(" ", "\t")
                .build();

        assertThat(parameters(
                        "es", appointment, Token.FIRST_NAME, Token.CLIENT_NAME, Token.PROFESSIONAL, Token.SERVICES))
                .containsExactly("qué tal", "cliente", "nuestro equipo", "la cita acordada");
        assertThat(parameters("en", appointment, Token.FIRST_NAME, Token.PROFESSIONAL, Token.SERVICES))
                .containsExactly("there", "our team", "the agreed appointment");
        assertThat(parameters("pt_BR", appointment, Token.FIRST_NAME, Token.PROFESSIONAL, Token.SERVICES))
                .containsExactly("tudo bem", "nossa equipe", "o horário combinado");
    }

    @Test
    void namesAServiceOnceThatIsBookedTwice() {
        assertThat(parameters(
                        "es", anAppointment().forServices("Láser", "Láser").build(), Token.SERVICES))
                .containsExactly("Láser");
    }

    @Property
    void noParameterIsEverWhatWhatsAppRefuses(
            @ForAll String first, @ForAll String last, @ForAll String professional, @ForAll String service) {
        var appointment = anAppointment()
                .of(first, last)
                .with(professional)
                .forServices(service, "\n" + service)
                .build();

        assertThat(parameters("es", appointment, Token.values())).allSatisfy(parameter -> assertThat(parameter)
                .isNotBlank()
                .doesNotContain("\n", "\r", "\t", "  ")
                .isEqualTo(parameter.strip()));
    }

    @Test
    void everyButtonSpeaksForThisAppointmentAndThisMessage() {
        var content = reminder().content(new Occasion(anAppointment().withId(88).build(), AClinic.centro()), NONCE);

        assertThat(content.buttons()).containsExactly("recado1:confirm:88:" + NONCE, "recado1:cancel:88:" + NONCE);
    }

    @Test
    void showsTheWholeTextAsThePatientReadsIt() {
        Content.Template content =
                reminder().content(new Occasion(anAppointment().build(), AClinic.centro()), NONCE);

        assertThat(content.text()).isEqualTo("Hola Ana, te esperamos el martes, 24 de noviembre. ¡Adiós, Ana!");
        assertThat(content.language()).isEqualTo("es");
    }

    @Test
    void aNameThatLooksLikeAPlaceStaysAName() {
        var appointment = anAppointment().of("{{2}} $1", "x").build();

        assertThat(reminder()
                        .content(new Occasion(appointment, AClinic.centro()), NONCE)
                        .text())
                .isEqualTo("Hola {{2}} $1, te esperamos el martes, 24 de noviembre. ¡Adiós, {{2}} $1!");
    }

    @Test
    void aTemplateWhosePlacesAndTokensDifferIsRefused() {
        assertThatThrownBy(() -> template("a {{1}} b {{3}}", List.of(Token.HOUR, Token.DATE), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[1, 3]");
    }

    @Test
    void aFourthActionButtonIsRefused() {
        var button = new Button(ButtonAction.CONFIRM, "Sí");

        assertThatThrownBy(() -> template("a", List.of(), List.of(button, button, button, button)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("three at most");
    }

    private static Template reminder() {
        return template(
                "Hola {{1}}, te esperamos el {{2}}. ¡Adiós, {{1}}!",
                List.of(Token.FIRST_NAME, Token.DAY),
                List.of(new Button(ButtonAction.CONFIRM, "Confirmar"), new Button(ButtonAction.CANCEL, "Cancelar")));
    }

    private static Template template(String body, List<Token> tokens, List<Button> buttons) {
        return new Template("prueba", "es", Category.UTILITY, Approval.ACTIVE, body, tokens, buttons);
    }

    private static Template template(String language, Token... tokens) {
        var body = new StringBuilder();
        for (int place = 1; place <= tokens.length; place++) {
            body.append("{{").append(place).append("}} ");
        }
        return new Template(
                "prueba", language, Category.UTILITY, Approval.ACTIVE, body.toString(), List.of(tokens), List.of());
    }

    private static List<String> parameters(String language, Appointment appointment, Token... tokens) {
        return template(language, tokens)
                .content(new Occasion(appointment, AClinic.centro()), NONCE)
                .parameters();
    }
}

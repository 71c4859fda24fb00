package io.recado.template;

import static io.recado.fixtures.AnAppointment.anAppointment;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.fixtures.AClinic;
import io.recado.platform.TestDatabase;
import io.recado.template.Template.Button;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class TemplatesIT {

    private final List<Object> events = new ArrayList<>();
    private final Templates templates =
            new Templates(JdbcClient.create(TestDatabase.fresh()), Clock.systemUTC(), new ObjectMapper(), events::add);

    @Test
    void theStandardTemplatesComeWithTheHub() {
        assertThat(templates.all())
                .allMatch(Template::usable)
                .extracting(Template::reference)
                .containsExactly(
                        "recordatorio_cita/en",
                        "recordatorio_cita/es",
                        "recordatorio_cita/pt_BR",
                        "recordatorio_cita_reagendar/en",
                        "recordatorio_cita_reagendar/es",
                        "recordatorio_cita_reagendar/pt_BR",
                        "visita_inmobiliaria/es");
    }

    @Test
    void theySayInThreeLanguagesWhatTheAgendaKnows() {
        assertThat(said("es"))
                .isEqualTo(
                        "Hola Ana, te recordamos tu cita en Clínica Sol Centro el martes, 24 de noviembre a las 10:30"
                                + " con Dra. Ruiz: Limpieza dental. ¿Podrás venir?");
        assertThat(said("en"))
                .isEqualTo(
                        "Hello Ana, this is a reminder of your appointment at Clínica Sol Centro on Tuesday, 24 November"
                                + " at 10:30 with Dra. Ruiz: Limpieza dental. Will you come?");
        assertThat(said("pt"))
                .isEqualTo(
                        "Olá Ana, lembramos a sua consulta em Clínica Sol Centro na terça-feira, 24 de novembro às 10:30"
                                + " com Dra. Ruiz: Limpieza dental. Você poderá vir?");
    }

    @Test
    void onlyTheOneForClinicsWithAPageOffersToReschedule() {
        assertThat(find("recordatorio_cita", "es").buttons())
                .containsExactly(
                        new Button(ButtonAction.CONFIRM, "Confirmar"), new Button(ButtonAction.CANCEL, "Cancelar"));
        assertThat(find("recordatorio_cita_reagendar", "pt").buttons())
                .extracting(Button::title)
                .containsExactly("Confirmar", "Cancelar", "Remarcar");
    }

    @Test
    void whatWhatsAppSaysAboutATemplateIsKeptAndToldOnce() {
        assertThat(templates.approve("recordatorio_cita", "es", Approval.PAUSED))
                .isTrue();
        assertThat(templates.approve("recordatorio_cita", "es", Approval.PAUSED))
                .isTrue();
        assertThat(templates.approve("nadie_la_conoce", "es", Approval.PAUSED)).isFalse();

        assertThat(find("recordatorio_cita", "es").approval()).isEqualTo(Approval.PAUSED);
        assertThat(events).containsExactly(new TemplateChanged("recordatorio_cita", "es"));
    }

    private String said(String language) {
        return find("recordatorio_cita", language)
                .content(new Occasion(anAppointment().build(), AClinic.centro()), "nonce")
                .text();
    }

    private Template find(String name, String language) {
        var wanted = Locale.forLanguageTag(language).getLanguage();
        return templates.all().stream()
                .filter(template -> template.name().equals(name)
                        && template.locale().getLanguage().equals(wanted))
                .findFirst()
                .orElseThrow();
    }
}

package io.recado.console.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recado.WholeHub;
import io.recado.automation.reminder.LateBooking;
import io.recado.automation.reminder.ReminderSettings;
import io.recado.automation.reminder.RemindersPerClinic;
import io.recado.clinic.ClinicSwitches;
import io.recado.configuration.ClinicId;
import io.recado.configuration.ClinicScope;
import io.recado.console.Somebody;
import io.recado.console.Visitor;
import io.recado.console.access.Permission;
import io.recado.template.Approval;
import io.recado.template.Templates;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.ui.ExtendedModelMap;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributesModelMap;
import org.springframework.web.util.HtmlUtils;

/** «Notificaciones WhatsApp» as a browser gets and sends it. */
@WholeHub
class ClinicSettingsIT {

    private static final ClinicId PALERMO = new ClinicId("palermo");
    private static final String PAGE = "/settings/clinics/palermo/whatsapp";

    @Autowired
    ClinicSettingsPages pages;

    @LocalServerPort
    int port;

    @Autowired
    RemindersPerClinic reminders;

    @Autowired
    ClinicSwitches switches;

    @Autowired
    Templates templates;

    @Autowired
    JdbcClient jdbc;

    private Visitor visitor;

    @BeforeEach
    void comeIn() {
        visitor = Visitor.whoLoggedIn(port);
    }

    @AfterEach
    void asItWas() {
        jdbc.sql("delete from reminder_settings").update();
        jdbc.sql("delete from clinic_settings").update();
        jdbc.sql("update template set status = 'ACTIVE'").update();
    }

    @Test
    void listsTheClinicsAndLeadsToTheirSections() {
        assertThat(visitor.get("/settings/clinics", "Accept-Language", "es").body())
                .contains("Ajustes de clínica", "Clínica Sol Palermo", "1 día antes a las 18:00", PAGE);
    }

    @Test
    void savesWhatWasTypedAndTellsTheAuditLog() {
        var answer = save(Map.of("daysBefore", "2", "sendAt", "09:30", "lateBooking", "SKIP"));

        assertThat(answer).isEqualTo(302);
        assertThat(reminders.get(PALERMO))
                .isEqualTo(new ReminderSettings(
                        PALERMO, true, 2, LocalTime.of(9, 30), "recordatorio_cita", LateBooking.SKIP, 1));
        assertThat(switches.get(PALERMO).version())
                .as("nobody turned the switch")
                .isZero();
        assertThat(jdbc.sql(
                                "select details::text from audit_entry where action = 'settings_changed' order by at desc limit 1")
                        .query(String.class)
                        .single())
                .contains("1 → 2", "18:00 → 09:30", "AFTER_10_MIN → SKIP");
    }

    @Test
    void theSwitchOffMeansThatTheClinicSendsNothing() {
        save(Map.of("maySend", ""));

        assertThat(switches.maySend(PALERMO)).isFalse();
        assertThat(visitor.get(
                                PAGE
                                        + "/preview?daysBefore=1&sendAt=18:00&template=recordatorio_cita&lateBooking=NOW&enabled=on")
                        .body())
                .contains("forecast");
    }

    @Test
    void twoPeopleWhoSaveAtOnceLoseNothingSilently() {
        var other = reminders.get(PALERMO);
        var mine = form(Map.of("sendAt", "20:00"));
        reminders.save(other.withDaysBefore(4));

        var answer = visitor.postForm(PAGE, mine, "Accept-Language", "es");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains(
                        "Otra persona ha guardado",
                        "Días antes de la cita: ahora «4», usted ha escrito «1»",
                        "value=\"20:00\"");
        assertThat(reminders.get(PALERMO).daysBefore()).isEqualTo(4);
        assertThat(reminders.get(PALERMO).sendAt()).isEqualTo(LocalTime.of(18, 0));

        mine.put("version", "1");
        assertThat(visitor.postForm(PAGE, mine).statusCode()).isEqualTo(302);
        assertThat(reminders.get(PALERMO).sendAt()).isEqualTo(LocalTime.of(20, 0));
    }

    @Test
    void whoWasSlowerLearnsWhoSavedWhatAndWhenAndTakesBackNothingOfTheirs() {
        var theirs = SettingsForm.of(switches.get(PALERMO), reminders.get(PALERMO))
                .with(Map.of(
                        "maySend",
                        "on",
                        "enabled",
                        "on",
                        "daysBefore",
                        "4",
                        "sendAt",
                        "09:15",
                        "template",
                        "recordatorio_cita",
                        "lateBooking",
                        "AFTER_10_MIN"));
        var other = Somebody.comesIn(
                ClinicScope.everywhere(), Permission.WHATSAPP_SETTINGS_EDIT, Permission.WHATSAPP_SETTINGS_SAVE);
        pages.save("palermo", theirs, other, new ExtendedModelMap(), Locale.ENGLISH, new RedirectAttributesModelMap());
        Somebody.leaves();

        var answer = visitor.postForm(PAGE, form(Map.of("sendAt", "20:00")), "Accept-Language", "en")
                .body();

        assertThat(answer)
                .contains(
                        "<strong>somebody</strong> <time",
                        "Days before the appointment: «1» became «4»",
                        "Hour of sending: «18:00» became «09:15»",
                        "Hour of sending: now «09:15», you typed «20:00»",
                        "value=\"20:00\"")
                .containsPattern("name=\"daysBefore\"[^>]* value=\"4\"")
                .doesNotContain("now «4»");
        assertThat(reminders.get(PALERMO).sendAt()).isEqualTo(LocalTime.of(9, 15));
    }

    @Test
    void keepsWhatWasTypedWhenItCannotBeRead() {
        for (var evil : List.of(
                "<script>alert(1)</script>", "' or 1=1 --", "${7*7}", "*{7*7}", "../../etc/passwd", "31", "-1")) {
            var answer = visitor.postForm(PAGE, form(Map.of("daysBefore", evil, "sendAt", evil, "lateBooking", evil)));

            assertThat(answer.statusCode()).as(evil).isEqualTo(200);
            assertThat(answer.body())
                    .as(evil)
                    .contains("A whole number from 0 to 30", "An hour such as 18:00", "Choose one of the three")
                    .doesNotContain("<script>alert", ">49<", "value=\"49\"");
            assertThat(answer.body()).as("kept").contains("value=\"" + HtmlUtils.htmlEscape(evil) + "\"");
        }
        assertThat(reminders.get(PALERMO).version()).isZero();
    }

    @Test
    void anInactiveTemplateIsShownAndCannotBeChosen() {
        templates.approve("visita_inmobiliaria", "es", Approval.PENDING);

        assertThat(visitor.get(PAGE, "Accept-Language", "es").body())
                .contains("pendiente de aprobación")
                .containsPattern("value=\"visita_inmobiliaria\"[^>]*disabled");
        for (var name : List.of("visita_inmobiliaria", "no_such", "recordatorio_cita_reagendar", "x' or '1'='1")) {
            assertThat(save(Map.of("template", name))).as(name).isEqualTo(200);
        }
        assertThat(reminders.get(PALERMO).template()).isEqualTo("recordatorio_cita");

        templates.approve("visita_inmobiliaria", "es", Approval.ACTIVE);
        assertThat(save(Map.of("template", "visita_inmobiliaria"))).isEqualTo(302);
    }

    @Test
    void showsTheMessageAsThePatientSeesIt() {
        var preview = visitor.get(
                PAGE
                        + "/preview?maySend=on&enabled=on&daysBefore=1&sendAt=18:00&template=recordatorio_cita&lateBooking=NOW&reader=en",
                "Accept-Language",
                "es");

        assertThat(preview.body())
                .contains(
                        "Hello Ana, this is a reminder of your appointment at Clínica Sol Palermo", "Confirm", "Cancel")
                .contains("recordatorios saldrían mañana")
                .doesNotContain("<html", "Reschedule");
        assertThat(visitor.get(PAGE + "/preview?daysBefore=many").body())
                .contains("as soon as every field can be read");
    }

    @Test
    void staysShutUntilTheIntegrationIsComplete() {
        switches.save(switches.get(PALERMO).turned(false));
        jdbc.sql("update template set status = 'PENDING'").update();

        assertThat(visitor.get(PAGE, "Accept-Language", "es").body())
                .contains("no está completa", "WhatsApp aún no ha aprobado ninguna plantilla")
                .containsPattern("<fieldset[^>]*disabled");
        assertThat(save(Map.of("maySend", "on", "switchVersion", "1"))).isEqualTo(200);
        assertThat(switches.maySend(PALERMO)).isFalse();

        switches.save(switches.get(PALERMO).turned(true));
        assertThat(save(Map.of("maySend", "", "daysBefore", "9", "switchVersion", "2")))
                .as("off is always possible")
                .isEqualTo(302);
        assertThat(switches.maySend(PALERMO)).isFalse();
        assertThat(reminders.get(PALERMO).daysBefore()).isEqualTo(1);
    }

    @Test
    void aClinicThatIsNotThereIsAPageThatIsNotThere() {
        for (var path : List.of("nowhere", "..", "%27", "palermo%20")) {
            assertThat(visitor.get("/settings/clinics/" + path + "/whatsapp").statusCode())
                    .as(path)
                    .isIn(400, 404);
        }
        assertThat(Visitor.at(port).get(PAGE, "Accept", "text/html").statusCode())
                .isEqualTo(302);
    }

    @Test
    void nothingIsSavedWithoutTheFormsToken() {
        var form = form(Map.of("daysBefore", "3"));
        form.remove("_csrf");

        assertThat(visitor.postForm(PAGE, form).statusCode()).isEqualTo(403);
        assertThat(reminders.get(PALERMO).version()).isZero();
    }

    private int save(Map<String, String> typed) {
        return visitor.postForm(PAGE, form(typed)).statusCode();
    }

    private Map<String, String> form(Map<String, String> typed) {
        var form = new HashMap<String, String>();
        form.putAll(Map.of(
                "maySend", "on",
                "enabled", "on",
                "daysBefore", "1",
                "sendAt", "18:00",
                "template", "recordatorio_cita",
                "lateBooking", "AFTER_10_MIN",
                "switchVersion", "0",
                "version", "0"));
        form.put("_csrf", visitor.csrf(PAGE));
        form.putAll(typed);
        form.values().removeIf(String::isEmpty);
        return form;
    }

    @Test
    void anotherClinicsSectionDoesNotExist() {
        var viewer = Somebody.comesIn(
                ClinicScope.of(new ClinicId("centro")),
                Permission.WHATSAPP_SETTINGS_EDIT,
                Permission.WHATSAPP_SETTINGS_SAVE);
        var form = SettingsForm.of(switches.get(PALERMO), reminders.get(PALERMO));
        try {
            assertThatThrownBy(() -> pages.section("palermo", viewer, new ExtendedModelMap()))
                    .isInstanceOf(ResponseStatusException.class);
            assertThatThrownBy(() -> pages.preview("palermo", form, viewer, new ExtendedModelMap()))
                    .isInstanceOf(ResponseStatusException.class);
            assertThatThrownBy(() -> pages.save(
                            "palermo",
                            form,
                            viewer,
                            new ExtendedModelMap(),
                            Locale.ENGLISH,
                            new RedirectAttributesModelMap()))
                    .isInstanceOf(ResponseStatusException.class);
            assertThat(pages.clinics(viewer, new ExtendedModelMap()))
                    .isEqualTo("redirect:/settings/clinics/centro/whatsapp");
        } finally {
            Somebody.leaves();
        }
    }

    @Test
    void editShowsAndSaveSaves() {
        var form = SettingsForm.of(switches.get(PALERMO), reminders.get(PALERMO));
        try {
            var looker = Somebody.comesIn(ClinicScope.everywhere(), Permission.WHATSAPP_SETTINGS_EDIT);
            var model = new ExtendedModelMap();
            assertThat(pages.section("palermo", looker, model)).isEqualTo("settings/whatsapp");
            assertThat(model.get("maySave")).isEqualTo(false);
            assertThatThrownBy(() -> pages.save(
                            "palermo",
                            form,
                            looker,
                            new ExtendedModelMap(),
                            Locale.ENGLISH,
                            new RedirectAttributesModelMap()))
                    .isInstanceOf(AccessDeniedException.class);

            var stranger = Somebody.comesIn(ClinicScope.everywhere(), Permission.SEE_AGENDA);
            assertThatThrownBy(() -> pages.section("palermo", stranger, new ExtendedModelMap()))
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> pages.preview("palermo", form, stranger, new ExtendedModelMap()))
                    .isInstanceOf(AccessDeniedException.class);

            var saver = Somebody.comesIn(ClinicScope.everywhere(), Permission.WHATSAPP_SETTINGS_SAVE);
            assertThatThrownBy(() -> pages.save(
                            "palermo",
                            form,
                            saver,
                            new ExtendedModelMap(),
                            Locale.ENGLISH,
                            new RedirectAttributesModelMap()))
                    .isInstanceOf(AccessDeniedException.class);
        } finally {
            Somebody.leaves();
        }
    }
}

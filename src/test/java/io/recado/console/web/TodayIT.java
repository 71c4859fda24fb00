package io.recado.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.WholeHub;
import io.recado.agenda.Agenda;
import io.recado.agenda.AgendaRecord;
import io.recado.agenda.AgendaRecord.AppointmentRecord;
import io.recado.agenda.AgendaRecord.PatientRecord;
import io.recado.agenda.Appointment;
import io.recado.agenda.AppointmentSearch;
import io.recado.agenda.AppointmentStatus;
import io.recado.configuration.ChannelId;
import io.recado.configuration.ClinicId;
import io.recado.configuration.SourceId;
import io.recado.console.Visitor;
import io.recado.contact.PhoneNumber;
import io.recado.conversation.Answers;
import io.recado.outbox.Content;
import io.recado.outbox.Order;
import io.recado.outbox.OrderKey;
import io.recado.outbox.Outbox;
import io.recado.outbox.Priority;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** «Hoy» as a browser gets it. */
@WholeHub
@ExtendWith(OutputCaptureExtension.class)
class TodayIT {

    private static final ClinicId CENTRO = new ClinicId("centro");
    private static final LocalDate TOMORROW =
            LocalDate.now(ZoneId.of("Europe/Madrid")).plusDays(1);

    @LocalServerPort
    int port;

    @Autowired
    Agenda agenda;

    @Autowired
    Outbox outbox;

    @Autowired
    Clock clock;

    private Visitor visitor;

    @BeforeEach
    void bookTomorrow() {
        agenda.mirror(
                new SourceId("pms"), List.of(tomorrow("A-home", "Zenobia<script>alert(1)</script>", "600 000 099")));
        visitor = Visitor.whoLoggedIn(port);
    }

    @Test
    void speaksTheBrowsersLanguageUntilSomebodyChoosesAnother() {
        assertThat(visitor.get("/", "Accept-Language", "es-AR,es;q=0.9").body())
                .contains("<html lang=\"es\"", ">Hoy<", "citas");
        assertThat(visitor.get("/", "Accept-Language", "en-GB").body())
                .contains("<html lang=\"en\"", ">Today<", "appointments");
        assertThat(visitor.get("/", "Accept-Language", "ja").body()).contains("<html lang=\"en\"");
        assertThat(Visitor.at(port)
                        .get("/login", "Accept-Language", "en", "Cookie", "recado-language=es")
                        .body())
                .contains("<html lang=\"es\"");
        assertThat(Visitor.at(port)
                        .get("/login", "Accept-Language", "en", "Cookie", "recado-language=../x")
                        .body())
                .contains("<html lang=\"en\"");
    }

    @Test
    void showsAnAppointmentOfTomorrowAndEscapesWhatPeopleTyped() {
        var page = visitor.get("/?date=" + TOMORROW, "Accept-Language", "es").body();

        assertThat(page)
                .contains("Zenobia&lt;script&gt;", "+34600000099", "10:30", "pendiente", "Dra. Ruiz")
                .doesNotContain("<script>alert");
    }

    @Test
    void hasNoInlineScriptOrStyle() {
        assertThat(visitor.get("/").body())
                .doesNotContainPattern("<script(?![^>]*src=)")
                .doesNotContain("<style", " style=", " onclick=", "javascript:");
    }

    @Test
    void countsTheDaysAppointmentsByState() {
        var page = visitor.get("/?date=" + TOMORROW, "Accept-Language", "es").body();

        assertThat(page).doesNotContain("null").contains("stage=not_sent", "stage=planned", "id=\"counters\"");
        assertThat(visitor.get("/?date=" + TOMORROW + "&stage=cancelled", "Accept-Language", "es")
                        .body())
                .doesNotContain("Zenobia")
                .contains("Ninguna cita de este tipo");
    }

    @Test
    void ordersTheDayByTheHourUnlessSomebodyAsksForAnotherOrder() {
        agenda.mirror(
                new SourceId("pms"),
                List.of(tomorrow("A-late", "Álvaro", "600 000 097"), tomorrow("A-home", "Zenobia", "600 000 099", 9)));
        var day = "/?date=" + TOMORROW;

        assertThat(visitor.get(day).body()).containsSubsequence("Zenobia", "Álvaro");
        assertThat(visitor.get(day + "&order=patient").body()).containsSubsequence("Álvaro", "Zenobia");
        assertThat(visitor.get(day + "&order=;drop").body()).containsSubsequence("Zenobia", "Álvaro");
        assertThat(visitor.get("/today/changes?ids=*&order=patient&date=" + TOMORROW)
                        .body())
                .as("what comes live keeps the order")
                .containsSubsequence("Álvaro", "Zenobia");
    }

    @Test
    void leavesOutWhatWasAnsweredToAPatient() {
        var now = clock.instant();
        var subject = agenda.search(AppointmentSearch.starting(now, now.plus(Duration.ofDays(3)))).items().stream()
                .filter(one -> one.externalId().equals("A-home"))
                .findFirst()
                .orElseThrow()
                .id()
                .subject();
        var reply = outbox.place(List.of(new Order(
                        new OrderKey(Answers.RULE, subject, "wamid." + UUID.randomUUID()),
                        CENTRO,
                        new ChannelId("centro-cloud"),
                        new PhoneNumber("+34600000099"),
                        new Content.Text("Hola"),
                        Priority.ANSWER,
                        UUID.randomUUID().toString(),
                        now.plus(Duration.ofHours(1)),
                        now.plus(Duration.ofHours(2)))))
                .getFirst()
                .id();

        assertThat(visitor.get("/messages/" + reply).statusCode()).isEqualTo(200);
        assertThat(visitor.get("/?date=" + TOMORROW).body()).contains("Zenobia").doesNotContain(reply.toString());
    }

    @Test
    void keepsTheOrderWhileSomebodyChoosesAnotherDayOrState() {
        var page = visitor.get("/?order=professional&date=" + TOMORROW).body();

        assertThat(page)
                .contains(
                        "date=" + TOMORROW.plusDays(1) + "&amp;order=professional",
                        "date=" + TOMORROW + "&amp;stage=planned&amp;order=professional");
    }

    @Test
    void tellsOnlyTheLinesThatWereAskedFor() {
        var all = visitor.get("/today/changes?ids=*&date=" + TOMORROW).body();
        var none = visitor.get("/today/changes?ids=1000000&date=" + TOMORROW).body();

        assertThat(all).contains("Zenobia", "data-order=").doesNotContain("<html");
        assertThat(none).contains("data-order=").doesNotContain("Zenobia");
        assertThat(visitor.get("/today/changes?ids=1;drop").statusCode()).isEqualTo(400);
    }

    @Test
    void servesItsStylesAndScriptToAnybody() {
        for (var asset : List.of("/assets/recado.css", "/assets/recado.js", "/assets/recado.svg")) {
            assertThat(Visitor.at(port).get(asset).statusCode()).as(asset).isEqualTo(200);
        }
    }

    @Test
    void saysInAPageWhatThereIsNot() {
        for (var path : List.of("/?date=tomorrow", "/nothing")) {
            var answer = visitor.get(path, "Accept", "text/html", "Accept-Language", "es");

            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.body()).as(path).contains("Esta página no existe", "/assets/recado-");
        }
    }

    @Test
    void showsTheDemosBannerInTheDemoOnly() {
        assertThat(visitor.get("/").body()).doesNotContain("class=\"demo\"");
    }

    @Test
    void keepsPeopleOutOfTheLog(CapturedOutput log) {
        agenda.mirror(new SourceId("pms"), List.of(tomorrow("A-log", "Hermenegilda", "600 000 098")));
        visitor.get("/");
        visitor.get("/?date=" + TOMORROW);
        visitor.getWithToken("/api/v1/appointments?clinic=centro&limit=200");
        visitor.getWithToken("/api/v1/appointments?patient=Hermenegilda");
        visitor.getWithToken("/api/v1/messages/600000098");
        visitor.login("Hermenegilda");

        assertThat(log.getAll()).doesNotContain("Hermenegilda", "600000098", "600 000 098", Visitor.TOKEN);
    }

    private static AgendaRecord tomorrow(String id, String firstName, String phone) {
        return tomorrow(id, firstName, phone, 10);
    }

    private static AgendaRecord tomorrow(String id, String firstName, String phone, int hour) {
        var start = TOMORROW.atTime(LocalTime.of(hour, 30)).atZone(ZoneId.of("Europe/Madrid"));
        return new AppointmentRecord(
                id,
                CENTRO,
                start.toInstant(),
                Duration.ofMinutes(45),
                AppointmentStatus.PENDING,
                "1",
                null,
                null,
                false,
                "P-" + id,
                new PatientRecord("P-" + id, CENTRO, firstName, "Prueba", phone, null, null, "es", true, false),
                new Appointment.Professional("D-3", "Dra. Ruiz"),
                List.of(),
                null);
    }
}

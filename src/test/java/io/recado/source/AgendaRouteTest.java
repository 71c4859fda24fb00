package io.recado.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recado.WholeHub;
import io.recado.agenda.Agenda;
import io.recado.agenda.Appointment;
import io.recado.agenda.AppointmentSearch;
import io.recado.agenda.AppointmentStatus;
import io.recado.configuration.ClinicId;
import io.recado.configuration.SourceId;
import io.recado.contact.PhoneCheck;
import io.recado.contact.PhoneNumber;
import io.recado.platform.TestDatabase;
import io.recado.source.SourceReport.State;
import io.recado.source.StubPms.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The route that pulls, with both read kamelets, against a PMS that a test plays and a CRM's real database. */
@WholeHub
class AgendaRouteTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final SourceId PMS = new SourceId("pms");
    private static final SourceId CRM = new SourceId("crm");
    private static final StubPms pms = new StubPms();
    private static final String crmUrl = TestDatabase.emptyUrl();
    private static final JdbcClient crm = crm();

    @Autowired
    Sources sources;

    @Autowired
    Agenda agenda;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    HealthEndpoint health;

    @DynamicPropertySource
    static void sources(DynamicPropertyRegistry registry) {
        Map.ofEntries(
                        Map.entry("[0].id", "pms"),
                        Map.entry("[0].read", "flowww-read-agenda-action"),
                        Map.entry("[0].fast-lane", "1h"),
                        Map.entry("[0].slow-lane", "1h"),
                        Map.entry("[0].parameters.baseUrl", pms.url() + "/flowww/v1"),
                        Map.entry("[0].parameters.token", "geheim"),
                        Map.entry("[0].clinics.[1]", "centro"),
                        Map.entry("[0].clinics.[2]", "palermo"),
                        Map.entry("[1].id", "crm"),
                        Map.entry("[1].read", "cbr-read-agenda-action"),
                        Map.entry("[1].fast-lane", "1h"),
                        Map.entry("[1].slow-lane", "1h"),
                        Map.entry("[1].parameters.jdbcUrl", crmUrl),
                        Map.entry("[1].parameters.user", "postgres"),
                        Map.entry("[1].parameters.password", ""),
                        Map.entry("[1].parameters.pageSize", "500"),
                        Map.entry("[1].clinics.[1]", "sala-norte"))
                .forEach((key, value) -> registry.add("recado.sources" + key, () -> value));
    }

    private static JdbcClient crm() {
        try (var connection = DriverManager.getConnection(crmUrl);
                var schema = AgendaRouteTest.class.getResourceAsStream("/sandbox/crm/db/V1__crm.sql")) {
            connection.createStatement().execute(new String(schema.readAllBytes(), StandardCharsets.UTF_8) + """
                            ;insert into macroproyecto values (1, 'Norte', 'Bogotá'), (2, 'Sur', 'Cali');
                            insert into proyecto values (5, 1, 'Torres del Parque', 'Calle 100', 'Bogotá');
                            insert into asesor values (3, 'Camila Rojas');
                            insert into estado_embudo values (1, 'Lead', 1);
                            insert into visitante (nombres, apellidos, celular, indicativo, fecha_creacion, fecha_modificacion,
                                                   autoriza_manejo_informacion)
                            select 'Andrés', 'Gómez', '300-000-00' || lpad(n::text, 2, '0'), '', now(), now(), true
                              from generate_series(1, 9) n;
                            insert into visita (id_visitante, id_macroproyecto, id_proyecto, id_estado, fecha_creacion, fecha_modificacion)
                            select n, 1, 5, 1, now(), now() from generate_series(1, 9) n;
                            """);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return JdbcClient.create(new org.springframework.jdbc.datasource.DriverManagerDataSource(crmUrl));
    }

    @AfterAll
    static void stop() {
        pms.close();
    }

    @BeforeEach
    void nothingUnderWay() {
        pms.answer(request ->
                Answer.json("{\"datos\":[],\"cursorSiguiente\":null,\"horaServidor\":\"2026-01-02T09:00:00.000Z\"}"));
        // a lane that failed in another test, or has not begun yet, would come in the middle of this one
        jdbc.sql("update source_lane set next_due_at = now() + interval '1 hour'")
                .update();
        await().atMost(PATIENCE).until(this::idle);
        crm.sql("delete from compromiso").update();
        // no truncate: its lock on whole tables and a reader's in another order stand in each other's way
        for (var table : List.of("rejected_record", "appointment", "patient")) {
            jdbc.sql("delete from " + table).update();
        }
        jdbc.sql("update source_lane set last_count = null, marks = '[]'").update();
        pms.requests.clear();
    }

    /** A lane is due again from the moment when its pull begins; a pull that goes on holds its source's lease. */
    private boolean idle() {
        return jdbc.sql("""
                        select not exists (select from source_lease) and not exists (select from source_lane where next_due_at is null)
                        """).query(Boolean.class).single();
    }

    private void sync(SourceId source) {
        var before = lanes(source);
        sources.requestSync(source);
        await().atMost(PATIENCE).until(() -> {
            var now = lanes(source);
            return now.stream().allMatch(lane -> before.stream()
                            .anyMatch(old -> old.lane() == lane.lane()
                                    && lane.nextDue() != null
                                    && (lane.lastSuccess() != null
                                                    && !lane.lastSuccess().equals(old.lastSuccess())
                                            || lane.failures() > old.failures())))
                    && idle();
        });
    }

    private List<SourceReport.LaneReport> lanes(SourceId source) {
        return sources.reports().stream()
                .filter(report -> report.source().equals(source))
                .findFirst()
                .orElseThrow()
                .lanes();
    }

    private List<Appointment> mirrored(String clinic) {
        return agenda.search(AppointmentSearch.starting(Instant.EPOCH, Instant.parse("2200-01-01T00:00:00Z"))
                        .at(new ClinicId(clinic)))
                .items();
    }

    private static void meeting(String start, String end, String more) {
        crm.sql("""
                        insert into compromiso (id_visita, id_asesor, tipo, lugar, inicio, fin, estado, fecha_modificacion %s)
                        values (1, 3, 'CITA', 'Sala 1', %s, %s, 'PROGRAMADA', now() at time zone 'America/Bogota' %s)
                        """.formatted("", start, end, more)).update();
    }

    private static void meetingTomorrow() {
        meeting("current_date + 1 + time '10:30'", "current_date + 1 + time '11:30'", "");
    }

    @Test
    void readsThePmsClinicByClinicWithItsTokenAndNothingElse() throws IOException {
        var citas = new String(
                getClass().getResourceAsStream("/source/flowww-citas.json").readAllBytes(), StandardCharsets.UTF_8);
        pms.answer(request -> Answer.json(
                request.path().equals("/flowww/v1/clinicas/1/citas")
                        ? citas
                        : "{\"datos\":[],\"cursorSiguiente\":null,\"horaServidor\":\"2026-01-02T09:00:00.000Z\"}"));

        sync(PMS);

        assertThat(mirrored("centro")).singleElement().satisfies(appointment -> {
            assertThat(appointment.externalId()).isEqualTo("C-8812");
            assertThat(appointment.start()).isEqualTo("2099-05-20T08:00:00Z");
            assertThat(appointment.length()).isEqualTo(Duration.ofMinutes(45));
            assertThat(appointment.sourceVersion()).isEqualTo("7");
            assertThat(appointment.firstSeen()).isEqualTo("2026-01-02T08:00:00Z");
            assertThat(appointment.professional()).isEqualTo(new Appointment.Professional("7", "Dra. Ruiz"));
            assertThat(appointment.services()).containsExactly(new Appointment.Service("4", "Limpieza facial"));
            assertThat(appointment.room()).isEqualTo("Cabina 2");
            assertThat(appointment.patient().firstName()).isEqualTo("Íñigo");
            assertThat(appointment.patient().phone()).isEqualTo(new PhoneCheck.Usable(new PhoneNumber("+34600000012")));
            assertThat(appointment.patient().marketingConsent()).isNull();
        });
        assertThat(pms.requests).extracting(StubPms.Request::path).contains("/flowww/v1/clinicas/2/citas");
        assertThat(pms.requests).allSatisfy(request -> {
            assertThat(request.headers().get("authorization")).isEqualTo("Bearer geheim");
            assertThat(request.headers().keySet())
                    .isSubsetOf(
                            "authorization",
                            "accept",
                            "accept-encoding",
                            "connection",
                            "host",
                            "user-agent",
                            "upgrade");
        });
    }

    @Test
    void asksTheFastLaneSinceAndTheSlowLaneForAWindow() {
        sync(PMS);
        pms.requests.clear();

        sync(PMS);

        assertThat(pms.requests).extracting(StubPms.Request::query).anySatisfy(query -> assertThat(query)
                .contains("modificadasDesde=2026-01-02T08:59:00Z")
                .doesNotContain("desde=2"));
        assertThat(pms.requests)
                .extracting(StubPms.Request::query)
                .anySatisfy(
                        query -> assertThat(query)
                                .matches(
                                        "desde=\\d{4}-\\d\\d-\\d\\d&hasta=\\d{4}-\\d\\d-\\d\\d&incluirAnuladas=true&expandir=.*&limite=200"));
    }

    @Test
    void followsTheCursorOfThePms() {
        pms.answer(request ->
                Answer.json("{\"datos\":[],\"cursorSiguiente\":%s,\"horaServidor\":\"2026-01-02T09:00:00.000Z\"}"
                        .formatted(
                                request.path().contains("/1/")
                                                && !request.query().contains("cursor=")
                                        ? "\"a:b=\""
                                        : "null")));

        sync(PMS);

        assertThat(pms.requests.stream().filter(request -> request.query().contains("cursor=a:b=")))
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.path()).endsWith("/1/citas"));
    }

    @Test
    void aTruncatedAnswerFailsThatPullOnlyAndDegradesHealth() {
        pms.answer(request -> Answer.json("{\"datos\":[{\"id\":\"C-1\","));

        sync(PMS);

        assertThat(lanes(PMS)).extracting(SourceReport.LaneReport::state).containsOnly(State.FAILING);
        assertThat(lanes(PMS)).extracting(SourceReport.LaneReport::error).containsOnly("malformed JSON");
        assertThat(health.health().getStatus().getCode()).isEqualTo("DEGRADED");
        assertThat(health.healthForPath("readiness").getStatus().getCode()).isEqualTo("UP");
        meetingTomorrow();
        sync(CRM);
        assertThat(mirrored("sala-norte")).hasSize(1);
    }

    @Test
    void aPmsThatAsksForAPauseGetsIt() {
        pms.answer(request -> new Answer(429, Map.of("Retry-After", "1800"), ""));
        var before = Instant.now();

        sync(PMS);

        assertThat(lanes(PMS)).allSatisfy(lane -> {
            assertThat(lane.error()).isEqualTo("HTTP 429");
            assertThat(lane.nextDue()).isAfter(before.plusSeconds(1790));
        });
    }

    @Test
    void readsMeetingsOfTheCrmInItsOwnZone() {
        meeting("timestamp '2099-11-24 10:30'", "timestamp '2099-11-24 11:15'", "");

        sources.nudge(CRM);
        await().atMost(PATIENCE).until(this::idle);
        meetingTomorrow();
        sync(CRM);

        assertThat(mirrored("sala-norte")).hasSize(1).first().satisfies(meeting -> {
            assertThat(meeting.length()).isEqualTo(Duration.ofHours(1));
            assertThat(meeting.patient().phone()).isEqualTo(new PhoneCheck.Usable(new PhoneNumber("+573000000001")));
            assertThat(meeting.professional()).isEqualTo(new Appointment.Professional("3", "Camila Rojas"));
            assertThat(meeting.services()).containsExactly(new Appointment.Service("5", "Torres del Parque"));
            assertThat(meeting.room()).isEqualTo("Sala 1");
            assertThat(meeting.start()
                            .atZone(java.time.ZoneId.of("America/Bogota"))
                            .toLocalTime())
                    .isEqualTo("10:30");
        });
    }

    @Test
    void seesMovesSoftDeletionsAndRowsThatVanishInTheCrm() {
        meetingTomorrow();
        meetingTomorrow();
        meetingTomorrow();
        sync(CRM);
        var ids = mirrored("sala-norte").stream()
                .map(meeting -> Integer.parseInt(meeting.externalId()))
                .toList();
        crm.sql(
                        "update compromiso set inicio = inicio + interval '2 hours', fin = fin + interval '2 hours' where id_compromiso = ?")
                .param(ids.get(0))
                .update();
        crm.sql("update compromiso set eliminado = true where id_compromiso = ?")
                .param(ids.get(1))
                .update();
        crm.sql("delete from compromiso where id_compromiso = ?")
                .param(ids.get(2))
                .update();

        sync(CRM);
        sync(CRM);

        assertThat(mirrored("sala-norte"))
                .extracting(meeting -> Map.entry(Integer.parseInt(meeting.externalId()), meeting.status()))
                .containsExactlyInAnyOrder(
                        Map.entry(ids.get(0), AppointmentStatus.PENDING),
                        Map.entry(ids.get(1), AppointmentStatus.CANCELLED),
                        Map.entry(ids.get(2), AppointmentStatus.CANCELLED));
        assertThat(mirrored("sala-norte").getLast().externalId()).isEqualTo(String.valueOf(ids.get(0)));
    }

    @Test
    void readsAThousandMeetingsThatShareOneVersion() {
        crm.sql("""
                        insert into compromiso (id_visita, id_asesor, tipo, inicio, fin, estado, fecha_modificacion)
                        select 2, 3, 'CITA', current_date + 1 + n * interval '1 minute', current_date + 1 + (n + 5) * interval '1 minute',
                               'PROGRAMADA', now() from generate_series(1, 1200) n
                        """).update();
        crm.sql("update visitante set nombres = 'Ándrés' where id_visitante = 2")
                .update(); // now all have the visitor's version

        sync(CRM);

        assertThat(jdbc.sql("select count(*) from appointment")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1200);
    }

    @Test
    void seesAMeetingWhoseTransactionEndedAfterThePoll() throws SQLException {
        meetingTomorrow();
        try (var slow = DriverManager.getConnection(crmUrl)) {
            slow.setAutoCommit(false);
            slow.createStatement().execute("""
                            insert into compromiso (id_visita, id_asesor, tipo, inicio, fin, estado, fecha_modificacion)
                            values (3, 3, 'CITA', current_date + 2 + time '10:00', current_date + 2 + time '11:00', 'PROGRAMADA', now())
                            """);
            meetingTomorrow(); // takes a higher version and commits at once
            fast();
            assertThat(mirrored("sala-norte")).hasSize(2);
            slow.commit();
        }

        fast();

        assertThat(mirrored("sala-norte")).hasSize(3);
    }

    private void fast() {
        var before = lanes(CRM).getFirst().lastSuccess();
        sources.nudge(CRM);
        await().atMost(PATIENCE)
                .until(() -> !java.util.Objects.equals(lanes(CRM).getFirst().lastSuccess(), before) && idle());
    }

    @Test
    void aMeetingOfASalaThatIsNotConnectedIsARejectedRecord() {
        crm.sql("update visita set id_macroproyecto = 2 where id_visita = 1").update();
        try {
            meetingTomorrow();

            sync(CRM);

            assertThat(sources.rejected(null, 10).items())
                    .singleElement()
                    .satisfies(rejected -> assertThat(rejected.reason()).isEqualTo(RejectionReason.UNKNOWN_CLINIC));
        } finally {
            crm.sql("update visita set id_macroproyecto = 1 where id_visita = 1")
                    .update();
        }
        sync(CRM);
        assertThat(mirrored("sala-norte")).hasSize(1);
        assertThat(sources.rejected(null, 10).items()).isEmpty();
    }
}

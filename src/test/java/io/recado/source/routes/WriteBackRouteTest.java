package io.recado.source.routes;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.recado.configuration.Wiring;
import io.recado.configuration.Wiring.Delivery;
import io.recado.configuration.Wiring.SourceEntry;
import io.recado.configuration.Wiring.Window;
import io.recado.platform.Nudge;
import io.recado.platform.TestDatabase;
import io.recado.source.CommandAttempt;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.component.stub.StubComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The real routes and kamelets between a queue that is stubbed, a PMS that is faked, and a CRM's database that is real. */
class WriteBackRouteTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Ledger LEDGER = new Ledger();
    private static final FakePms PMS = new FakePms();
    private static DefaultCamelContext camel;
    private static JdbcClient crm;

    @BeforeAll
    static void start() throws Exception {
        var database = new PGSimpleDataSource();
        database.setUrl(TestDatabase.emptyUrl());
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:sandbox/crm/db")
                .load()
                .migrate();
        crm = JdbcClient.create(database);
        camel = new DefaultCamelContext();
        camel.addComponent("jms", new StubComponent());
        camel.getComponent("kamelet", KameletComponent.class).setLocation("file:routes/kamelets");
        // as Platform does
        camel.getComponent("http", HttpComponent.class).setAutomaticRetriesDisabled(true);
        camel.getRegistry().bind("commandDispatch", LEDGER);
        camel.getRegistry().bind("dispatch", new Object()); // errors.camel.yaml names it, for messages only
        camel.getRegistry().bind("commandFailures", new CommandFailures(JSON, Clock.systemUTC()));
        camel.getRegistry().bind("crm-db", database);
        for (String file : List.of("errors", "write-back")) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(PluginHelper.getResourceLoader(camel)
                            .resolveResource("file:routes/" + file + ".camel.yaml"));
        }
        var routes = new CommandRoutes(wiring());
        camel.getComponent("kamelet", KameletComponent.class).setRouteProperties(routes.kameletParameters());
        camel.start();
        for (var route : routes.routes()) {
            camel.addRouteFromTemplate(route.routeId(), route.template(), route.parameters());
        }
    }

    @AfterAll
    static void stop() {
        camel.stop();
        PMS.stop();
    }

    @BeforeEach
    void reset() {
        LEDGER.begun.clear();
        LEDGER.answers.clear();
        PMS.requests.clear();
        crm.sql("truncate visitante, compromiso cascade").update();
    }

    @Test
    void confirmsAtThePmsUnderTheCommandsOwnKey() throws InterruptedException {
        PMS.answers(200, "{\"id\":\"C-8812\",\"estado\":\"confirmada\",\"version\":8}", Map.of());

        var answer = apply("pms", command("confirm", "C-8812", "7"));

        assertThat(answer).isEqualTo(json("{\"outcome\":\"done\",\"version\":\"8\"}"));
        var request = PMS.requests.take();
        assertThat(request.line()).isEqualTo("POST /flowww/v1/citas/C-8812/confirmar");
        assertThat(request.headers())
                .containsEntry("authorization", "Bearer sandbox-flowww-token")
                .containsEntry("if-match", "\"7\"")
                .containsEntry("idempotency-key", LEDGER.id.toString())
                .containsEntry("content-type", "application/json");
        assertThat(request.body()).isEqualTo(json("{\"canal\":\"whatsapp\",\"origen\":\"hub\"}"));
    }

    @Test
    void cancelsAtThePmsForThePatient() throws InterruptedException {
        PMS.answers(200, "{\"id\":\"C-8812\",\"version\":9,\"huecoLiberado\":{}}", Map.of());

        apply("pms", command("cancel", "C-8812", "8"));

        var request = PMS.requests.take();
        assertThat(request.line()).isEqualTo("POST /flowww/v1/citas/C-8812/anular");
        assertThat(request.body()).isEqualTo(json("{\"motivo\":\"paciente\"}"));
    }

    @Test
    void movesAtThePmsAndSaysNothingAboutTheOldVersion() throws InterruptedException {
        PMS.answers(201, "{\"id\":\"C-9000\",\"citaAnteriorId\":\"C-8812\",\"version\":1}", Map.of());

        var answer = apply("pms", command("move", "C-8812", "8"));

        assertThat(answer.path("outcome").asText()).isEqualTo("done");
        assertThat(answer.hasNonNull("version")).isFalse();
        var request = PMS.requests.take();
        assertThat(request.line()).isEqualTo("POST /flowww/v1/citas/C-8812/reagendar");
        assertThat(request.body()).isEqualTo(json("{\"inicio\":\"2026-11-25T10:00:00+01:00\"}"));
    }

    @Test
    void anIdCannotLeaveItsPlaceInThePath() throws InterruptedException {
        PMS.answers(200, "{\"version\":8}", Map.of());

        apply("pms", command("confirm", "../clinicas/1?x=", "7"));

        assertThat(PMS.requests.take().line()).isEqualTo("POST /flowww/v1/citas/..%2Fclinicas%2F1%3Fx%3D/confirmar");
    }

    @ParameterizedTest
    @CsvSource({
        "409, conflict, HTTP 409 ESTADO_NO_PERMITE",
        "412, conflict, HTTP 412 ESTADO_NO_PERMITE",
        "404, failed, HTTP 404 ESTADO_NO_PERMITE",
        "422, failed, HTTP 422 ESTADO_NO_PERMITE",
        "503, retry, HTTP 503 ESTADO_NO_PERMITE"
    })
    void whatThePmsRefusesComesOutAsAnOutcome(int status, String outcome, String detail) {
        PMS.answers(status, "{\"codigo\":\"ESTADO_NO_PERMITE\",\"detail\":\"Ana\"}", Map.of());

        var answer = apply("pms", command("confirm", "C-8812", "7"));

        assertThat(answer.path("outcome").asText()).isEqualTo(outcome);
        assertThat(answer.path("detail").asText()).isEqualTo(detail);
    }

    @Test
    void aPauseThatThePmsAsksForIsPassedOn() {
        PMS.answers(429, "", Map.of("Retry-After", "90"));

        assertThat(apply("pms", command("confirm", "C-8812", "7")))
                .isEqualTo(json("{\"outcome\":\"retry\",\"detail\":\"HTTP 429\",\"pause\":90}"));
    }

    @Test
    void aConnectionThatBreaksIsTriedAgain() {
        PMS.hangsUp();

        assertThat(apply("pms", command("confirm", "C-8812", "7"))
                        .path("outcome")
                        .asText())
                .isEqualTo("retry");
    }

    @Test
    void whatMayNotLeaveStays() throws InterruptedException {
        LEDGER.command = null;

        camel.createProducerTemplate().sendBody("jms:queue:write-back.pms", LEDGER.id.toString());

        // begun later, it would find the next test's command
        assertThat(LEDGER.begun.poll(10, SECONDS)).isNotNull();
        assertThat(LEDGER.answers.poll(1, SECONDS)).isNull();
        assertThat(PMS.requests).isEmpty();
    }

    @Test
    void confirmsACommitmentOfTheCrm() {
        var id = commitment("PROGRAMADA", "2026-11-24 10:30:00");

        var answer = apply("crm", command("confirm", id, "1"));

        assertThat(answer.path("outcome").asText()).isEqualTo("done");
        assertThat(answer.path("version").asText()).isEqualTo(column(id, "ver"));
        assertThat(column(id, "estado")).isEqualTo("CONFIRMADA");
    }

    @Test
    void cancelsACommitmentOfTheCrmAndSaysWhy() {
        var id = commitment("CONFIRMADA", "2026-11-24 10:30:00");

        var answer = apply("crm", command("cancel", id, "1"));

        assertThat(answer.path("outcome").asText()).isEqualTo("done");
        assertThat(column(id, "estado")).isEqualTo("CANCELADA");
        assertThat(column(id, "motivo")).isEqualTo("paciente");
    }

    @Test
    void aRepetitionAtTheCrmIsDoneWithoutDoingItAgain() {
        var id = commitment("PROGRAMADA", "2026-11-24 10:30:00");
        var first = apply("crm", command("cancel", id, "1"));

        var second = apply("crm", command("cancel", id, "1"));

        assertThat(second).isEqualTo(first);
    }

    @Test
    void aCommitmentThatWasMovedMeanwhileIsNotOverwritten() {
        var id = commitment("PROGRAMADA", "2026-11-24 12:00:00");

        assertThat(apply("crm", command("confirm", id, "1")))
                .isEqualTo(json("{\"outcome\":\"conflict\",\"detail\":\"moved at the source\"}"));
        assertThat(column(id, "estado")).isEqualTo("PROGRAMADA");
    }

    @ParameterizedTest
    @CsvSource({"CANCELADA", "NO_ASISTIO", "REPROGRAMADA"})
    void aCommitmentThatIsNoLongerOpenIsNotOverwritten(String state) {
        var id = commitment(state, "2026-11-24 10:30:00");

        assertThat(apply("crm", command("confirm", id, "1")))
                .isEqualTo(json("{\"outcome\":\"conflict\",\"detail\":\"it is " + state + " at the source\"}"));
        assertThat(column(id, "estado")).isEqualTo(state);
    }

    @Test
    void aCommitmentThatTheCrmDeletedIsAConflict() {
        var id = commitment("PROGRAMADA", "2026-11-24 10:30:00");
        crm.sql("update compromiso set eliminado = true").update();

        assertThat(apply("crm", command("confirm", id, "1")).path("detail").asText())
                .isEqualTo("removed at the source");
    }

    @Test
    void aCommitmentThatTheCrmDoesNotHaveIsForPeople() {
        assertThat(apply("crm", command("confirm", "4711", "1")).path("outcome").asText())
                .isEqualTo("failed");
        assertThat(apply("crm", command("confirm", "1; drop table visita", "1"))
                        .path("detail")
                        .asText())
                .isEqualTo("SQL state 22P02");
    }

    @Test
    void correctsAClientsPhoneAtThePms() throws InterruptedException {
        PMS.answers(200, "{\"id\":17}", Map.of());

        var answer = apply("pms", setPhone("P-17", "600 111 222"));

        assertThat(answer.path("outcome").asText()).isEqualTo("done");
        assertThat(answer.hasNonNull("version")).isFalse();
        var request = PMS.requests.take();
        assertThat(request.line()).isEqualTo("POST /flowww/v1/clientes/P-17/telefono");
        assertThat(request.headers()).containsEntry("idempotency-key", LEDGER.id.toString());
        assertThat(request.body())
                .isEqualTo(json("{\"numero\":\"+573005556677\",\"tipo\":\"movil\",\"anterior\":\"600 111 222\"}"));
    }

    @Test
    void aPhoneThatWasChangedAtThePmsMeanwhileIsAConflict() {
        PMS.answers(409, "{\"codigo\":\"TELEFONO_DISTINTO\"}", Map.of());

        assertThat(apply("pms", setPhone("P-17", "600 111 222")))
                .isEqualTo(json("{\"outcome\":\"conflict\",\"detail\":\"HTTP 409 TELEFONO_DISTINTO\"}"));
    }

    @ParameterizedTest
    @CsvSource({"57, 300 111 22 33, 300 111 22 33", "1, 305 111 2233, +1 305 111 2233", ", '', ''"})
    void correctsAVisitorsPhoneAtTheCrmAndOnlyOnce(String prefix, String number, String before) {
        var id = visitor(prefix, number);

        var first = apply("crm", setPhone(id, before));
        var second = apply("crm", setPhone(id, before));

        assertThat(first).isEqualTo(json("{\"outcome\":\"done\"}"));
        assertThat(second).isEqualTo(first);
        assertThat(phone(id)).isEqualTo("57 3005556677");
    }

    @Test
    void aPhoneThatWasChangedAtTheCrmMeanwhileIsNotOverwritten() {
        var id = visitor("57", "311 000 00 00");

        assertThat(apply("crm", setPhone(id, "300 111 22 33")))
                .isEqualTo(json("{\"outcome\":\"conflict\",\"detail\":\"the number is another one at the source\"}"));
        assertThat(phone(id)).isEqualTo("57 311 000 00 00");
    }

    @Test
    void aVisitorWhomTheCrmDoesNotHaveIsForPeople() {
        assertThat(apply("crm", setPhone("4711", "300 111 22 33"))
                        .path("outcome")
                        .asText())
                .isEqualTo("failed");
    }

    private static String setPhone(String externalId, String before) {
        return JSON.createObjectNode()
                .put("id", LEDGER.id.toString())
                .put("kind", "set-phone")
                .put("externalId", externalId)
                .put("phone", "+573005556677")
                .put("countryCode", "57")
                .put("nationalNumber", "3005556677")
                .put("before", before)
                .toString();
    }

    private static String visitor(@Nullable String prefix, String number) {
        return crm.sql("""
                        insert into visitante (nombres, indicativo, celular, fecha_creacion, fecha_modificacion)
                        values ('Ana', :prefix, :number, now(), now()) returning id_visitante::text""")
                .param("prefix", prefix)
                .param("number", number)
                .query(String.class)
                .single();
    }

    private static String phone(String visitor) {
        return crm.sql("select indicativo || ' ' || celular from visitante where id_visitante = :id::int")
                .param("id", visitor)
                .query(String.class)
                .single();
    }

    private static JsonNode apply(String source, String command) {
        LEDGER.command = command;
        camel.createProducerTemplate().sendBody("jms:queue:write-back." + source, LEDGER.id.toString());
        try {
            var answer = LEDGER.answers.poll(10, SECONDS);
            assertThat(answer).as("an outcome").isNotNull();
            return json(String.valueOf(answer));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String command(String kind, String externalId, String version) {
        return JSON.createObjectNode()
                .put("id", LEDGER.id.toString())
                .put("kind", kind)
                .put("externalId", externalId)
                .put("start", "2026-11-24T16:30:00+01:00")
                .put("localStart", "2026-11-24T16:30:00")
                .put("newStart", "2026-11-25T10:00:00+01:00")
                .put("newLocalStart", "2026-11-25T10:00:00")
                .put("reason", "patient")
                .put("version", version)
                .toString();
    }

    private static String commitment(String state, String start) {
        crm.sql("insert into macroproyecto values (1, 'Norte') on conflict do nothing")
                .update();
        crm.sql("insert into asesor (id_asesor, nombre) values (1, 'Luz') on conflict do nothing")
                .update();
        crm.sql("insert into estado_embudo values (1, 'Nuevo', 1) on conflict do nothing")
                .update();
        return crm.sql("""
                        with v as (insert into visitante (nombres, fecha_creacion, fecha_modificacion)
                                   values ('Ana', now(), now()) returning id_visitante),
                             s as (insert into visita (id_visitante, id_macroproyecto, id_estado, fecha_creacion, fecha_modificacion)
                                   select id_visitante, 1, 1, now(), now() from v returning id_visita)
                        insert into compromiso (id_visita, id_asesor, tipo, inicio, fin, estado, fecha_modificacion)
                        select id_visita, 1, 'CITA', :start::timestamp, :start::timestamp + interval '1 hour', :state, now() from s
                        returning id_compromiso::text""")
                .param("start", start)
                .param("state", state)
                .query(String.class)
                .single();
    }

    private static String column(String id, String name) {
        return crm.sql("select " + name + "::text from compromiso where id_compromiso = :id::int")
                .param("id", id)
                .query(String.class)
                .single();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static Wiring wiring() {
        return new Wiring(
                "Clínicas Sol",
                URI.create("http://127.0.0.1:8080"),
                "data",
                List.of(),
                List.of(),
                List.of(
                        source(
                                "pms",
                                "flowww-apply-command-action",
                                Map.of("baseUrl", PMS.url(), "token", "sandbox-flowww-token")),
                        source("crm", "cbr-apply-command-action", Map.of("dataSource", "crm-db")),
                        source("readonly", null, Map.of())),
                new Delivery(
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(45),
                        Duration.ofMinutes(10),
                        Duration.ofDays(400),
                        Duration.ofDays(1)),
                new Wiring.Inbound(Duration.ofDays(90)),
                new Wiring.Console(Duration.ofHours(4), true, null));
    }

    private static SourceEntry source(String id, @Nullable String write, Map<String, String> parameters) {
        return new SourceEntry(
                id,
                "read",
                write,
                Duration.ofSeconds(30),
                Duration.ofMinutes(30),
                new Window(Duration.ofDays(1), Duration.ofDays(60)),
                parameters,
                Map.of("1", "centro"));
    }

    /** Stands where {@code commandDispatch} stands. */
    public static class Ledger {

        final UUID id = UUID.randomUUID();
        final BlockingQueue<CommandAttempt> begun = new LinkedBlockingQueue<>();
        final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        volatile @Nullable String command;

        private final Nudge never = new Nudge();

        public void awaitOrder() {
            never.await(Duration.ofMillis(500));
        }

        public int relay() {
            return 0;
        }

        public CommandAttempt begin(String asked) {
            var attempt = new CommandAttempt(UUID.fromString(asked), command);
            begun.add(attempt);
            return attempt;
        }

        public void settle(CommandAttempt attempt, String answer) {
            answers.add(answer);
        }
    }

    private static final class FakePms {

        private record Request(String line, Map<String, String> headers, JsonNode body) {}

        private record Answer(int status, String body, Map<String, String> headers) {}

        final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
        private final HttpServer server;
        private volatile @Nullable Answer answer;

        FakePms() {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            server.createContext("/", this::serve);
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/flowww/v1";
        }

        void answers(int status, String body, Map<String, String> headers) {
            answer = new Answer(status, body, headers);
        }

        void hangsUp() {
            answer = null;
        }

        void stop() {
            server.stop(0);
        }

        private void serve(HttpExchange exchange) throws IOException {
            var headers = new HashMap<String, String>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            requests.add(new Request(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                    headers,
                    JSON.readTree(exchange.getRequestBody())));
            var now = answer;
            if (now != null) {
                now.headers().forEach(exchange.getResponseHeaders()::set);
                var body = now.body().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(now.status(), body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        }
    }
}

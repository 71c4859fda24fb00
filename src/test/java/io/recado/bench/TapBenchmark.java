package io.recado.bench;

import com.sun.net.httpserver.HttpServer;
import io.recado.agenda.Agenda;
import io.recado.agenda.AgendaRecord;
import io.recado.agenda.AgendaRecord.AppointmentRecord;
import io.recado.agenda.AgendaRecord.PatientRecord;
import io.recado.agenda.Appointment;
import io.recado.agenda.AppointmentId;
import io.recado.agenda.AppointmentStatus;
import io.recado.channel.CloudStub;
import io.recado.configuration.ChannelId;
import io.recado.configuration.ClinicId;
import io.recado.configuration.SourceId;
import io.recado.contact.PhoneNumber;
import io.recado.outbox.Content;
import io.recado.outbox.Order;
import io.recado.outbox.OrderKey;
import io.recado.outbox.Outbox;
import io.recado.outbox.Priority;
import io.recado.template.ButtonAction;
import io.recado.template.ButtonPayload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Patients confirm by a button while a campaign leaves at the number's highest rate, through a WhatsApp that takes 100 ms per message: how
 * long after the tap its answer is accepted, and the source knows. Everything shares the machine. {@code -Dbench.taps},
 * {@code -Dbench.rate} (messages of the campaign per second) and {@code -Dbench.warmup} (seconds of the campaign before it counts) change the
 * size.
 */
class TapBenchmark {

    private static final int TAPS = Integer.getInteger("bench.taps", 200);
    private static final int TAPS_PER_SECOND = 10;
    private static final int RATE = Integer.getInteger("bench.rate", 1_000);
    private static final int WARM_UP = Integer.getInteger("bench.warmup", 60);
    private static final int CAMPAIGN = RATE * (WARM_UP + TAPS / TAPS_PER_SECOND + 10);
    private static final ClinicId CENTRO = new ClinicId("centro");
    private static final ChannelId CHANNEL = new ChannelId("centro-cloud");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Map<String, Long> answered = new ConcurrentHashMap<>();
    private final Map<String, Long> written = new ConcurrentHashMap<>();

    private record Tap(String appointment, String wamid, long at) {}

    @Test
    void answersPatientsWhileACampaignLeaves() throws Exception {
        var pms = pms();
        try (var stub = new CloudStub(Duration.ofMillis(100)).forgettingCalls();
                var hub = (ServletWebServerApplicationContext) BenchHub.start(stub.url(), 256, RATE, source(pms))) {
            stub.onAccepted((id, wamid) -> answered.put(id, System.nanoTime()));
            var reminded = remind(hub);
            var client = new LoadClient(
                    hub.getWebServer().getPort(), "/webhooks/whatsapp/centro-cloud", Webhooks::signature);
            measure("quiet", hub, client, reminded.subList(0, TAPS));
            order(hub);
            var started = System.nanoTime();
            measure("while the hub warms up", hub, client, reminded.subList(TAPS, 2 * TAPS));
            LockSupport.parkNanos(started + TimeUnit.SECONDS.toNanos(WARM_UP) - System.nanoTime());
            var began = System.nanoTime();
            var before = stub.total();
            measure("during the campaign", hub, client, reminded.subList(2 * TAPS, 3 * TAPS));
            say(
                    "the campaign left at %.0f messages/s meanwhile",
                    (stub.total() - before) / ((System.nanoTime() - began) / 1e9));
        } finally {
            pms.stop(0);
        }
    }

    private void measure(String when, ApplicationContext hub, LoadClient client, List<Appointment> appointments)
            throws Exception {
        var taps = new ArrayList<Tap>();
        var second = hub.getBean(Clock.class).instant().getEpochSecond();
        var began = System.nanoTime();
        for (var n = 0; n < appointments.size(); n++) {
            var due = began + n * TimeUnit.SECONDS.toNanos(1) / TAPS_PER_SECOND;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            var appointment = appointments.get(n);
            var wamid = "wamid.tap-" + appointment.externalId();
            var payload = new ButtonPayload(ButtonAction.CONFIRM, appointment.id(), nonce(appointment.externalId()));
            taps.add(new Tap(appointment.externalId(), wamid, System.nanoTime()));
            client.post(1, 1, any -> Webhooks.tap(phone(appointment.externalId()), wamid, payload.text(), second));
        }
        awaitAnswers(hub.getBean(JdbcClient.class), taps, when);
    }

    private void awaitAnswers(JdbcClient jdbc, List<Tap> taps, String when) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        var replies = new long[taps.size()];
        var writes = new long[taps.size()];
        var both = new long[taps.size()];
        for (var n = 0; n < taps.size(); n++) {
            var tap = taps.get(n);
            var id = awaitId(jdbc, tap.wamid(), deadline);
            while (!(answered.containsKey(id) && written.containsKey(tap.appointment()))) {
                check(deadline);
            }
            replies[n] = answered.get(id) - tap.at();
            writes[n] = written.get(tap.appointment()) - tap.at();
            both[n] = Math.max(replies[n], writes[n]);
        }
        say(
                "tap to answer, %s: both done p50 %.0f ms, p95 %.0f ms, max %.0f ms (answer accepted p95 %.0f ms, written back p95 %.0f ms)",
                when,
                percentile(both, 50),
                percentile(both, 95),
                percentile(both, 100),
                percentile(replies, 95),
                percentile(writes, 95));
        say("of an answer's way, %s: %s", when, legs(jdbc, taps));
    }

    /** Where an answer spent its time, as the hub's own clock has it. */
    private static String legs(JdbcClient jdbc, List<Tap> taps) {
        return jdbc.sql("""
                        select percentile_disc(0.95) within group (order by extract(epoch from d.planned_at - p.received_at)) as understood,
                               percentile_disc(0.95) within group (order by extract(epoch from d.queued_at - d.planned_at)) as queued,
                               percentile_disc(0.95) within group (order by extract(epoch from d.sending_at - d.queued_at)) as departed,
                               percentile_disc(0.95) within group (order by extract(epoch from d.accepted_at - d.sending_at)) as accepted
                        from message m join delivery d using (id)
                        join inbound_message i on i.wamid = m.version join inbound_payload p on p.id = i.payload
                        where m.rule = 'answer' and m.version = any(:wamids)""")
                .param("wamids", taps.stream().map(Tap::wamid).toArray(String[]::new))
                .query((row, number) ->
                        "p95 from the door to understood %.3f s, to the queue %.3f s, to its departure %.3f s, to accepted %.3f s"
                                .formatted(
                                        row.getDouble("understood"),
                                        row.getDouble("queued"),
                                        row.getDouble("departed"),
                                        row.getDouble("accepted")))
                .single();
    }

    private static String awaitId(JdbcClient jdbc, String wamid, long deadline) {
        while (true) {
            var id = jdbc.sql("select id::text from message where rule = 'answer' and version = :wamid")
                    .param("wamid", wamid)
                    .query(String.class)
                    .optional();
            if (id.isPresent()) {
                return id.get();
            }
            check(deadline);
        }
    }

    private static void check(long deadline) {
        if (System.nanoTime() > deadline) {
            throw new IllegalStateException("Not every tap was answered within " + PATIENCE);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }

    private static double percentile(long[] nanos, int percent) {
        var sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
    }

    private static void order(ApplicationContext hub) {
        var now = hub.getBean(Clock.class).instant();
        var outbox = hub.getBean(Outbox.class);
        for (var from = 0; from < CAMPAIGN; from += 1_000) {
            outbox.place(IntStream.range(from, Math.min(from + 1_000, CAMPAIGN))
                    .mapToObj(n -> new Order(
                            new OrderKey("campaign", "campaign:" + n, "1"),
                            CENTRO,
                            CHANNEL,
                            new PhoneNumber("+34700%06d".formatted(n)),
                            new Content.Template("novedades", "es", List.of("Ana"), List.of(), "Hola, Ana"),
                            Priority.CAMPAIGN,
                            UUID.randomUUID().toString(),
                            now,
                            now.plus(Duration.ofHours(4))))
                    .toList());
        }
    }

    private static List<Appointment> remind(ApplicationContext hub) {
        var start = hub.getBean(Clock.class).instant().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MINUTES);
        var agenda = hub.getBean(Agenda.class);
        var ids = IntStream.range(0, 3 * TAPS).mapToObj(n -> "A-" + n).toList();
        agenda.mirror(
                new SourceId("pms"),
                ids.stream().<AgendaRecord>map(id -> record(id, start)).toList());
        var appointments = hub
                .getBean(JdbcClient.class)
                .sql("select id from appointment order by length(external_id), external_id")
                .query(Long.class)
                .stream()
                .map(id -> agenda.find(new AppointmentId(id)).orElseThrow())
                .toList();
        hub.getBean(Outbox.class)
                .place(appointments.stream()
                        .map(appointment -> reminder(appointment, start))
                        .toList());
        return appointments;
    }

    private static AppointmentRecord record(String id, Instant start) {
        return new AppointmentRecord(
                id,
                CENTRO,
                start,
                Duration.ofMinutes(30),
                AppointmentStatus.PENDING,
                "1",
                null,
                null,
                false,
                "P-" + id,
                new PatientRecord("P-" + id, CENTRO, "Ana", "Muñoz", "+" + phone(id), null, null, "es", true, false),
                new Appointment.Professional("D-1", "Dra. Ruiz"),
                List.of(new Appointment.Service("S-1", "Limpieza dental")),
                null);
    }

    /** Not due: the patients have got it. */
    private static Order reminder(Appointment appointment, Instant start) {
        return new Order(
                new OrderKey("reminder", appointment.id().subject(), start.toString()),
                CENTRO,
                CHANNEL,
                new PhoneNumber("+" + phone(appointment.externalId())),
                new Content.Template("recordatorio_cita", "es", List.of(), List.of(), ""),
                Priority.REMINDER,
                nonce(appointment.externalId()),
                start.minusSeconds(60),
                start);
    }

    private static String phone(String appointment) {
        return "34600%06d".formatted(Integer.parseInt(appointment.substring(2)));
    }

    private static String nonce(String appointment) {
        return "nonce" + appointment.replace("-", "");
    }

    private HttpServer pms() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/flowww/v1/citas/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            var id = exchange.getRequestURI().getPath().split("/", -1)[4];
            var body = "{\"version\":\"2\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
            written.put(id, System.nanoTime());
        });
        server.start();
        return server;
    }

    private static String[] source(HttpServer pms) {
        return java.util.stream.Stream.of(
                        "id=pms",
                        "read=flowww-read-agenda-action",
                        "write=flowww-apply-command-action",
                        "fast-lane=1h",
                        "slow-lane=1h",
                        "parameters.baseUrl=http://127.0.0.1:"
                                + pms.getAddress().getPort() + "/flowww/v1",
                        "parameters.token=token",
                        "clinics[1]=centro",
                        "clinics[2]=palermo")
                .map(setting -> "--recado.sources[0]." + setting)
                .toArray(String[]::new);
    }

    private static void say(String text, Object... values) {
        System.out.println("bench  " + text.formatted(values));
    }
}

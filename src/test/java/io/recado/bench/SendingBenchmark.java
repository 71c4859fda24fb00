package io.recado.bench;

import com.sun.management.OperatingSystemMXBean;
import io.recado.agenda.Agenda;
import io.recado.agenda.AgendaRecord;
import io.recado.agenda.AgendaRecord.AppointmentRecord;
import io.recado.agenda.AgendaRecord.PatientRecord;
import io.recado.agenda.Appointment;
import io.recado.agenda.AppointmentStatus;
import io.recado.automation.reminder.LateBooking;
import io.recado.automation.reminder.Reminders;
import io.recado.automation.reminder.RemindersPerClinic;
import io.recado.channel.CloudStub;
import io.recado.configuration.ChannelId;
import io.recado.configuration.ClinicId;
import io.recado.configuration.SourceId;
import io.recado.outbox.DeliveryReports;
import io.recado.outbox.DueMessages;
import io.recado.outbox.MessageId;
import io.recado.outbox.OldLedger;
import io.recado.outbox.Status;
import io.recado.outbox.StatusUpdate;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Plans and sends reminders against a stub that answers at once, and one that takes 100 ms; then takes in three statuses for each. Hub, its
 * PostgreSQL (with fsync), its Artemis (with a journal), the stub and this class share the machine. Hub and bare loop are warmed up with as
 * many messages each. {@code -Dbench.messages}, {@code -Dbench.warm-up} and {@code -Dbench.lanes} change the size,
 * {@code -Dbench.latencies=0,100} the stub's milliseconds, and {@code -Dbench.old=5000000} puts so many messages of former years into the
 * ledger first.
 */
class SendingBenchmark {

    private static final int MESSAGES = Integer.getInteger("bench.messages", 20_000);
    private static final int LANES = Integer.getInteger("bench.lanes", 400);
    private static final int WARM_UP = Integer.getInteger("bench.warm-up", 5 * MESSAGES);
    private static final List<Duration> LATENCIES = Stream.of(
                    System.getProperty("bench.latencies", "0,100").split(",", -1))
            .map(Long::valueOf)
            .map(Duration::ofMillis)
            .toList();
    private static final int OLD = Integer.getInteger("bench.old", 0);
    private static final int PAGE = 1_000;
    private static final ClinicId CENTRO = new ClinicId("centro");
    private static final ChannelId CHANNEL = new ChannelId("centro-cloud");

    @Test
    void plansSendsAndTakesInStatuses() throws Exception {
        say("machine: %d cores, %s, JDK %s", cores(), System.getProperty("os.arch"), Runtime.version());
        for (var latency : LATENCIES) {
            try (var stub = new CloudStub(latency).forgettingCalls();
                    var hub = BenchHub.start(stub.url(), LANES, 100_000)) {
                measure(hub, stub, latency);
            }
        }
        say("peak resident memory of this process, with the bare loop: %s", peakMemory());
    }

    private static void measure(ConfigurableApplicationContext hub, CloudStub stub, Duration latency) throws Exception {
        var jdbc = hub.getBean(JdbcClient.class);
        hub.getBean(CamelContext.class).getRouteController().stopRoute("queue-due-messages");
        if (OLD > 0) {
            var seeding = timed(() ->
                    OldLedger.seed(jdbc, OLD, hub.getBean(Clock.class).instant().minus(Duration.ofDays(1))));
            say(
                    "%3d ms latency: %d old messages in the ledger after %.0f s",
                    latency.toMillis(), OLD, seconds(seeding));
        }
        order(hub, 0, WARM_UP);
        say("%3d ms latency, first %d: %s", latency.toMillis(), WARM_UP, send(hub, stub, WARM_UP));
        var planning = order(hub, WARM_UP, MESSAGES);
        say("%3d ms latency, next %d: planned at %.0f/s", latency.toMillis(), MESSAGES, MESSAGES / seconds(planning));
        var sending = send(hub, stub, MESSAGES);
        say("%3d ms latency, next %d: %s", latency.toMillis(), MESSAGES, sending);
        say("peak resident memory so far, of hub, broker and stub: %s", peakMemory());

        var bare = new BareLoop(jdbc, stub.url());
        var first = bare.send(WARM_UP);
        var next = bare.send(MESSAGES);
        say(
                "%3d ms latency, bare loop: first %d at %.0f/s, next %d at %.0f/s; hub / bare = %.2f",
                latency.toMillis(),
                WARM_UP,
                WARM_UP / seconds(first),
                MESSAGES,
                MESSAGES / seconds(next),
                seconds(next) / seconds(sending.time()));
        takeInStatuses(hub, jdbc);
    }

    private record Sending(int messages, Duration queueing, Duration time, String cpu, int lost, int doubled) {
        @Override
        public String toString() {
            return "%.0f/s (queued after %.1f s, last one accepted after %.1f s), %d lost, %d doubled; processor time per message: %s"
                    .formatted(messages / seconds(time), seconds(queueing), seconds(time), lost, doubled, cpu);
        }
    }

    /** From due to accepted. The queue holds a few seconds of pace only, so what the stopped route does goes on beside the sending. */
    private static Sending send(ConfigurableApplicationContext hub, CloudStub stub, int messages) {
        var jdbc = hub.getBean(JdbcClient.class);
        var due = hub.getBean(DueMessages.class);
        var cpu = CpuTime.now();
        var started = System.nanoTime();
        while (due.queueDue() > 0 || inStatus(jdbc, "planned") > 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        var queueing = Duration.ofNanos(System.nanoTime() - started);
        while (inStatus(jdbc, "queued") + inStatus(jdbc, "sending") > 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        var time = Duration.ofNanos(System.nanoTime() - started);
        var accepted = inStatus(jdbc, "accepted");
        return new Sending(
                messages,
                queueing,
                time,
                CpuTime.now().since(cpu, messages),
                accepted - stub.accepted().size(),
                stub.doubled().size());
    }

    private static void takeInStatuses(ConfigurableApplicationContext hub, JdbcClient jdbc) {
        var now = hub.getBean(Clock.class).instant();
        var reports = new ArrayList<StatusUpdate>();
        jdbc.sql("select id, wamid from delivery where status = 'accepted'").query(row -> {
            var id = new MessageId(row.getObject("id", UUID.class));
            for (var status : List.of(Status.SENT, Status.DELIVERED, Status.READ)) {
                reports.add(new StatusUpdate(CHANNEL, id, row.getString("wamid"), status, now, null));
            }
        });
        Collections.shuffle(reports, new Random(1));
        var ledger = hub.getBean(DeliveryReports.class);
        var read = inStatus(jdbc, "read");
        var time = timed(() -> {
            for (var from = 0; from < reports.size(); from += 1_000) {
                ledger.apply(reports.subList(from, Math.min(from + 1_000, reports.size())));
            }
        });
        say(
                "%d status updates applied in %.1f s: %.0f/s, %d messages read",
                reports.size(), seconds(time), reports.size() / seconds(time), inStatus(jdbc, "read") - read);
    }

    /** Tells the hub of appointments that are to be reminded of now, and lets it plan that. */
    private static Duration order(ConfigurableApplicationContext hub, int from, int count) {
        var clock = hub.getBean(Clock.class);
        var settings = hub.getBean(RemindersPerClinic.class);
        settings.save(settings.get(CENTRO)
                .withDaysBefore(30)
                .withSendAt(LocalTime.MIDNIGHT)
                .withLateBooking(LateBooking.NOW));
        var start = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofDays(3));
        var agenda = hub.getBean(Agenda.class);
        for (var page = from; page < from + count; page += PAGE) {
            var records = IntStream.range(page, Math.min(page + PAGE, from + count))
                    .<AgendaRecord>mapToObj(n -> new AppointmentRecord(
                            "A-" + n,
                            CENTRO,
                            start.plus(Duration.ofMinutes(n % 600)),
                            Duration.ofMinutes(30),
                            AppointmentStatus.PENDING,
                            "1",
                            clock.instant(),
                            null,
                            false,
                            "P-" + n,
                            new PatientRecord(
                                    "P-" + n,
                                    CENTRO,
                                    "Ana",
                                    "Muñoz",
                                    "600%06d".formatted(n),
                                    null,
                                    null,
                                    "es",
                                    true,
                                    false),
                            new Appointment.Professional("D-1", "Dra. Ruiz"),
                            List.of(new Appointment.Service("S-1", "Limpieza dental")),
                            null))
                    .toList();
            agenda.mirror(new SourceId("pms"), records);
        }
        return timed(() -> hub.getBean(Reminders.class).planDue());
    }

    private static int inStatus(JdbcClient jdbc, String status) {
        return jdbc.sql("select count(*) from delivery where status = :status")
                .param("status", status)
                .query(Integer.class)
                .single();
    }

    private static Duration timed(Runnable work) {
        var started = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private static int cores() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getAvailableProcessors();
    }

    private static String peakMemory() throws IOException {
        var status = Path.of("/proc/self/status");
        return Files.exists(status)
                ? Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmHWM"))
                        .findFirst()
                        .orElse("unknown")
                : "unknown";
    }

    private static void say(String text, Object... values) {
        System.out.println("bench  " + text.formatted(values));
    }
}

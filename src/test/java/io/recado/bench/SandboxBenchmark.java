package io.recado.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.recado.sandbox.Sandbox;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * How many messages a second the sandbox takes over 64 connections, each stored before it is answered, while it tells two statuses
 * of each to a receiver. Sandbox, its PostgreSQL (with fsync), the client and the receiver share the machine.
 * {@code -Dbench.sends}, {@code -Dbench.connections}, {@code -Dbench.runs} change the size.
 */
class SandboxBenchmark {

    private static final int SENDS = Integer.getInteger("bench.sends", 20_000);
    private static final int CONNECTIONS = Integer.getInteger("bench.connections", 64);
    private static final int RUNS = Integer.getInteger("bench.runs", 6);
    private static final int STATUSES_OF_A_MESSAGE = 2;
    private static final String BODY = """
            {"messaging_product":"whatsapp","recipient_type":"individual","to":"+34%05d7777","type":"template",
             "biz_opaque_callback_data":"bench-%d-%d","template":{"name":"recordatorio_cita","language":{"code":"es"},"components":[
              {"type":"body","parameters":[{"type":"text","text":"Begoña"},{"type":"text","text":"Clínica Sol Centro"},
               {"type":"text","text":"martes, 24 de noviembre"},{"type":"text","text":"10:30"},
               {"type":"text","text":"Dra. Ruiz"},{"type":"text","text":"Limpieza dental"}]},
              {"type":"button","sub_type":"quick_reply","index":"0","parameters":[{"type":"payload","payload":"YES:1"}]},
              {"type":"button","sub_type":"quick_reply","index":"1","parameters":[{"type":"payload","payload":"NO:1"}]}]}}
            """;

    @Test
    void takesMessagesAndTellsOfThem() throws Exception {
        OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        say(
                "machine: %d cores, JDK %s, load before %.1f",
                machine.getAvailableProcessors(), Runtime.version(), machine.getSystemLoadAverage());
        try (var database = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("shared_buffers", "96MB")
                        .start();
                var receiver = new WebhookCounter();
                var sandbox = Sandbox.start(Map.of(
                        "sandbox.port",
                        "0",
                        "sandbox.hub",
                        receiver.url(),
                        "sandbox.whatsapp.messages-per-second",
                        "0",
                        "sandbox.database.url",
                        database.getJdbcUrl("postgres", "recado_sandbox")))) {
            LoadClient client = new LoadClient(sandbox.port(), "/v23.0/104500000000001/messages", "sandbox-token");
            ProcessHandle postmaster = postmaster(database);
            double best = 0;
            for (int run = 0; run <= RUNS; run++) {
                LoadClient.Result result = measure(client, receiver, machine, postmaster, run);
                best = run == 0 ? 0 : Math.max(best, result.perSecond());
                if (result.ok() != SENDS || receiver.statuses.get() != (run + 1) * SENDS * STATUSES_OF_A_MESSAGE) {
                    throw new AssertionError("%d of %d accepted, %d statuses told"
                            .formatted(result.ok(), SENDS, receiver.statuses.get()));
                }
            }
            say("best of %d: %.0f sends/s at %d connections", RUNS, best, CONNECTIONS);
            assertThat(best).isPositive();
        }
    }

    private static LoadClient.Result measure(
            LoadClient client,
            WebhookCounter receiver,
            OperatingSystemMXBean machine,
            ProcessHandle postmaster,
            int run)
            throws InterruptedException {
        // a person gets a few messages only: WhatsApp limits those
        IntFunction<String> body = n -> BODY.formatted((n + run * 977) % 100_000, run, n);
        long cpu = machine.getProcessCpuTime();
        Duration ofDatabase = cpu(postmaster);
        long began = System.nanoTime();
        LoadClient.Result result = client.post(SENDS, CONNECTIONS, body);
        long cpuAtTheEnd = machine.getProcessCpuTime();
        ofDatabase = cpu(postmaster).minus(ofDatabase);
        int told = receiver.statuses.get() - run * SENDS * STATUSES_OF_A_MESSAGE;
        while (receiver.statuses.get() < (run + 1) * SENDS * STATUSES_OF_A_MESSAGE
                && System.nanoTime() - began < Duration.ofSeconds(120).toNanos()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        say(
                "%s: %5.0f sends/s, p50 %.1f ms, p99 %.1f ms; processor time per send %.0f µs of this process (client %.0f µs of it), %.0f µs of PostgreSQL;"
                        + " %d statuses told meanwhile, all after %.1f s; load %.1f",
                run == 0 ? "warm-up" : "run " + run,
                result.perSecond(),
                result.percentileMillis(50),
                result.percentileMillis(99),
                (cpuAtTheEnd - cpu) / 1e3 / SENDS,
                result.cpu().toNanos() / 1e3 / SENDS,
                ofDatabase.toNanos() / 1e3 / SENDS,
                told,
                (System.nanoTime() - began) / 1e9,
                machine.getSystemLoadAverage());
        return result;
    }

    private static ProcessHandle postmaster(EmbeddedPostgres database) throws SQLException {
        try (var connection = database.getPostgresDatabase().getConnection();
                var pid = connection.createStatement().executeQuery("select pg_backend_pid()")) {
            pid.next();
            return ProcessHandle.of(pid.getLong(1))
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow();
        }
    }

    private static Duration cpu(ProcessHandle postmaster) {
        return postmaster
                .children()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static void say(String text, Object... values) {
        System.out.println("bench  " + text.formatted(values));
    }
}

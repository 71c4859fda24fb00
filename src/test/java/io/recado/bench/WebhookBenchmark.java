package io.recado.bench;

import io.recado.channel.CloudStub;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Posts signed webhooks with statuses over 64 connections: as fast as they are taken, at an even 3,000 a second, and a thousand updates to a
 * post. Hub, its PostgreSQL (with fsync), its Artemis (with a journal) and the client share the machine. {@code -Dbench.webhooks} changes
 * the size.
 */
class WebhookBenchmark {

    private static final int WEBHOOKS = Integer.getInteger("bench.webhooks", 60_000);
    private static final int CONNECTIONS = Integer.getInteger("bench.connections", 64);
    private static final int EVENLY = 3_000;
    private static final int TOGETHER = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Test
    void takesInStatuses() throws Exception {
        try (var stub = new CloudStub(Duration.ZERO);
                var hub = (ServletWebServerApplicationContext) BenchHub.start(stub.url(), 32, 1_000)) {
            var jdbc = hub.getBean(JdbcClient.class);
            fill(jdbc);
            var client = new LoadClient(
                    hub.getWebServer().getPort(), "/webhooks/whatsapp/centro-cloud", Webhooks::signature);
            run("warm-up", client, jdbc, "sent", 0, WEBHOOKS, Integer.MAX_VALUE);
            run("single updates", client, jdbc, "sent", WEBHOOKS, WEBHOOKS, Integer.MAX_VALUE);
            run("single updates, evenly", client, jdbc, "delivered", 0, WEBHOOKS / 2, EVENLY);
            many(client, jdbc);
        }
    }

    private static void run(
            String what, LoadClient client, JdbcClient jdbc, String status, int first, int count, int perSecond)
            throws InterruptedException {
        var second = System.currentTimeMillis() / 1000;
        var from = Instant.now();
        var cpu = CpuTime.now();
        var result = client.offer(count, CONNECTIONS, perSecond, n -> Webhooks.statuses(first + n, 1, status, second));
        if (result.ok() < count) {
            throw new IllegalStateException("%d of %d webhooks were answered".formatted(result.ok(), count));
        }
        var left = count - applied(jdbc, status, first, count);
        var rest = awaitApplied(jdbc, status, first, count);
        say(
                "%s: %.0f posts/s acknowledged, p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, max %.1f ms; %d not yet applied at the last, all %.2f s later; %s",
                what,
                result.perSecond(),
                result.percentileMillis(50),
                result.percentileMillis(95),
                result.percentileMillis(99),
                result.percentileMillis(100),
                left,
                rest,
                lag(jdbc, from));
        say(
                "%s: processor time per post %s (the client's %.2f ms are part of it)",
                what, CpuTime.now().since(cpu, count), result.cpu().toNanos() / 1e6 / count);
    }

    private static void many(LoadClient client, JdbcClient jdbc) throws InterruptedException {
        var second = System.currentTimeMillis() / 1000;
        var from = Instant.now();
        var posts = WEBHOOKS / TOGETHER;
        var cpu = CpuTime.now();
        var began = System.nanoTime();
        var result = client.post(posts, 8, n -> Webhooks.statuses(n * TOGETHER, TOGETHER, "read", second));
        awaitApplied(jdbc, "read", 0, posts * TOGETHER);
        var time = (System.nanoTime() - began) / 1e9;
        say(
                "%d updates a post: %.0f updates/s acknowledged, %.0f/s applied, p99 %.0f ms; processor time per update %s; %s",
                TOGETHER,
                result.perSecond() * TOGETHER,
                posts * TOGETHER / time,
                result.percentileMillis(99),
                CpuTime.now().since(cpu, posts * TOGETHER),
                lag(jdbc, from));
    }

    private static String lag(JdbcClient jdbc, Instant from) {
        return jdbc.sql("""
                        select percentile_disc(array[0.5, 0.95, 1]) within group (order by extract(epoch from read_at - received_at)) as lag
                        from inbound_payload where received_at >= :from""")
                .param("from", from.atOffset(ZoneOffset.UTC))
                .query((row, number) -> {
                    var lag = (Number[]) row.getArray("lag").getArray();
                    return "read after p50 %.3f s, p95 %.3f s, max %.3f s"
                            .formatted(lag[0].doubleValue(), lag[1].doubleValue(), lag[2].doubleValue());
                })
                .single();
    }

    private static double awaitApplied(JdbcClient jdbc, String status, int first, int count) {
        var began = System.nanoTime();
        while (applied(jdbc, status, first, count) < count) {
            if (System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new IllegalStateException(
                        "%d of %d applied after %s".formatted(applied(jdbc, status, first, count), count, PATIENCE));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private static int applied(JdbcClient jdbc, String status, int first, int count) {
        return jdbc.sql(
                        "select count(*) from delivery where id between :first::uuid and :last::uuid and %s_at is not null"
                                .formatted(status))
                .param("first", Webhooks.id(first))
                .param("last", Webhooks.id(first + count - 1))
                .query(Integer.class)
                .single();
    }

    /** Messages that WhatsApp has accepted and said nothing about yet. */
    private static void fill(JdbcClient jdbc) {
        var last = 2 * WEBHOOKS;
        jdbc.sql("""
                        insert into message (id, rule, subject, version, clinic, channel, to_phone, content, nonce)
                        select ('0198a7c2-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'bench', 'bench:' || n, '1', 'centro',
                               'centro-cloud', '+34600' || lpad(n::text, 6, '0'), '{"kind":"text","text":"Hola"}', 'nonce-' || n
                        from generate_series(0, :last) n""").param("last", last).update();
        jdbc.sql("""
                        insert into delivery (id, channel, status, priority, due_at, useful_until, attempts, wamid, planned_at, accepted_at)
                        select id, channel, 'accepted', 1, now(), now() + interval '1 day', 1, 'wamid.' || replace(subject, ':', '-'), now(), now()
                        from message where rule = 'bench'""").update();
    }

    private static void say(String text, Object... values) {
        System.out.println("bench  " + text.formatted(values));
    }
}

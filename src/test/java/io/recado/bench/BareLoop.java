package io.recado.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What one would write in an afternoon: read rows, post each with JDK's HttpClient, 128 at a time, and mark what was accepted, 500 rows to a
 * statement. No queue, no last look, no failure classes; a crash in the middle sends twice.
 */
final class BareLoop {

    private static final int IN_FLIGHT = 128;
    private static final String BODY = """
            {"messaging_product":"whatsapp","recipient_type":"individual","to":"%s","biz_opaque_callback_data":"%s","type":"template",\
            "template":{"name":"recordatorio_cita","language":{"code":"es"},"components":[{"type":"body","parameters":[\
            {"type":"text","text":"Ana"},{"type":"text","text":"Sol"}]}]}}""";

    private final JdbcClient jdbc;
    private final URI url;

    BareLoop(JdbcClient jdbc, URI stub) {
        this.jdbc = jdbc;
        this.url = stub.resolve("/v23.0/104500000000001/messages");
    }

    private record Row(UUID id, String phone) {}

    /** How long it takes to send so many. */
    Duration send(int messages) throws InterruptedException {
        jdbc.sql("drop table if exists bare").update();
        jdbc.sql("create table bare (id uuid primary key, phone text, sent_at timestamptz)")
                .update();
        jdbc.sql(
                        "insert into bare select gen_random_uuid(), '+34600' || lpad(n::text, 6, '0') from generate_series(1, :n) n")
                .param("n", messages)
                .update();
        var started = System.nanoTime();
        var rows = jdbc.sql("select id, phone from bare")
                .query((row, n) -> new Row(row.getObject("id", UUID.class), row.getString("phone")))
                .list();
        var sent = new ArrayBlockingQueue<UUID>(messages);
        var done = new CountDownLatch(messages);
        var writer = Thread.ofPlatform().start(() -> write(sent, messages, done));
        var inFlight = new Semaphore(IN_FLIGHT);
        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (var row : rows) {
                inFlight.acquire();
                client.sendAsync(request(row), HttpResponse.BodyHandlers.ofString())
                        .whenComplete((answer, failure) -> {
                            inFlight.release();
                            sent.add(row.id());
                        });
            }
            done.await();
        }
        writer.join();
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private HttpRequest request(Row row) {
        return HttpRequest.newBuilder(url)
                .header("Authorization", "Bearer token")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(BODY.formatted(row.phone(), row.id())))
                .build();
    }

    private void write(ArrayBlockingQueue<UUID> sent, int messages, CountDownLatch done) {
        var batch = new ArrayList<UUID>();
        for (var written = 0; written < messages; written += batch.size()) {
            batch.clear();
            try {
                var first = sent.poll(1, TimeUnit.SECONDS);
                if (first == null) {
                    continue;
                }
                batch.add(first);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            sent.drainTo(batch, 499);
            jdbc.sql("update bare set sent_at = now() where id = any(:ids::uuid[])")
                    .param("ids", batch.stream().map(UUID::toString).toArray(String[]::new))
                    .update();
            batch.forEach(id -> done.countDown());
        }
    }
}

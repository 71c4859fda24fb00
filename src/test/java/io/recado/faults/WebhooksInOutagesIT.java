package io.recado.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recado.channel.CloudStub;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Webhooks keep coming while the database, the broker, or both are away. */
class WebhooksInOutagesIT {

    private static final int SOME = 60;

    @Test
    void webhooksAreTakenWhileDatabaseOrBrokerAreAwayAndReadAfterwards(@TempDir Path data) throws Exception {
        try (var database = new DatabaseServer(data.resolve("postgres"));
                var broker = new BrokerServer(data.resolve("artemis"));
                var whatsApp = new CloudStub(Duration.ZERO);
                var hub = new HubProcess(
                        "webhooks",
                        data.resolve("hub"),
                        database.url(),
                        whatsApp,
                        Map.of("spring.artemis.broker-url", broker.url()))) {
            var jdbc = JdbcClient.create(new DriverManagerDataSource(database.url(), "postgres", ""));
            hub.awaitReady();

            database.kill();
            assertThat(taken(hub)).as("while the database is away").isEqualTo(SOME);
            Outages.last();
            database.startAgain();
            awaitRead(jdbc, SOME);

            broker.kill();
            assertThat(taken(hub)).as("while the broker is away").isEqualTo(SOME);
            assertThat(count(jdbc, "select count(*) from inbound_waiting"))
                    .as("waiting in the database")
                    .isEqualTo(SOME);
            broker.startAgain();
            awaitRead(jdbc, 2 * SOME);
            // they are on their queues, and may be read, before the database forgets them
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(count(jdbc, "select count(*) from inbound_waiting"))
                            .isZero());

            database.kill();
            broker.kill();
            assertThat(hub.tell(said("Hola"))).as("while both are away").isFalse();
            broker.startAgain();
            await("the broker alone is enough").atMost(Duration.ofMinutes(1)).until(() -> taken(hub) == SOME);
            database.startAgain();

            await().atMost(Duration.ofMinutes(1))
                    .until(() -> count(jdbc, "select count(*) from inbound_payload") >= 3 * SOME);
            assertThat(count(jdbc, "select count(*) from inbound_payload where state <> 'read'"))
                    .as("taken for unreadable")
                    .isZero();
            assertThat(hub.runs()).as("without a restart of the hub").isTrue();
        }
    }

    /** How many of some webhooks, most of them statuses, are taken. */
    private static int taken(HubProcess hub) {
        return (int) IntStream.range(0, SOME)
                .filter(n -> hub.tell(n % 3 == 0 ? said("Hola " + n) : status()))
                .count();
    }

    private static void awaitRead(JdbcClient jdbc, int webhooks) {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(count(jdbc, "select count(*) from inbound_payload"))
                        .isEqualTo(webhooks));
    }

    private static int count(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query(Integer.class).single();
    }

    private static String said(String text) {
        return webhook("""
                "messages":[{"from":"34600111222","id":"wamid.%s","timestamp":"%d","type":"text","text":{"body":"%s"}}]""".formatted(UUID.randomUUID(), second(), text));
    }

    private static String status() {
        return webhook("""
                "statuses":[{"id":"wamid.%s","status":"sent","timestamp":"%d","recipient_id":"34600111222"}]""".formatted(UUID.randomUUID(), second()));
    }

    private static String webhook(String news) {
        return """
                {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{
                "metadata":{"phone_number_id":"104500000000001"},%s}}]}]}""".formatted(news);
    }

    private static long second() {
        return Clock.systemUTC().instant().getEpochSecond();
    }
}

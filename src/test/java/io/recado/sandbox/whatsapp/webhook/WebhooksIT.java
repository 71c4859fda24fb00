package io.recado.sandbox.whatsapp.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.recado.platform.TestDatabase;
import io.recado.sandbox.whatsapp.SandboxClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** How webhooks come: repeated, batched, and past a receiver that does not answer. */
class WebhooksIT {

    private static final String CENTRO = "104500000000001";
    private static final String PALERMO = "104500000000002";

    @Test
    void whatIsNotAnsweredComesAgainWithGrowingDelayAndInTheEndIsGivenUp() {
        String url = TestDatabase.emptyUrl();
        JdbcClient database = JdbcClient.create(new DriverManagerDataSource(url));
        try (var sandbox = new SandboxClient(
                url, Map.of("sandbox.whatsapp.retry-first", "1h", "sandbox.whatsapp.retry-most", "24h"))) {
            sandbox.hookAnswers = 500;
            String kept = sandbox.send(sandbox.reminder("+34600000001", "kept")).wamid();
            // the second try comes at once, the third after an hour
            await().until(() -> triedTwice(database, kept) == 2);
            int early = sandbox.refused.size();

            sandbox.hookAnswers = 200;
            sandbox.advance("PT50M");
            await().during(Duration.ofMillis(300)).until(() -> sandbox.webhooks.isEmpty());
            sandbox.advance("PT11M");

            await().untilAsserted(() -> assertThat(sandbox.values()).hasSize(2));
            assertThat(sandbox.refused).hasSize(early);

            sandbox.hookAnswers = 500;
            String lost = sandbox.send(sandbox.reminder("+34600000002", "lost")).wamid();
            await().until(() -> triedTwice(database, lost) == 2);
            sandbox.advance("P8D");
            await().until(() -> triedTwice(database, lost) == 0);
            assertThat(sandbox.refused).hasSizeGreaterThan(early + 2);
            sandbox.hookAnswers = 200;
            sandbox.advance("P2D");
            await().during(Duration.ofMillis(300)).until(() -> sandbox.values().size() == 2);
        }
    }

    @Test
    void aReceiverThatHangsHoldsUpNobodyElse() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        HttpServer hanging = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hanging.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        hanging.createContext("/", exchange -> {
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        hanging.start();
        try (var sandbox = new SandboxClient(TestDatabase.emptyUrl(), settings("""
                        id=102000000000001
                        name=One
                        app-secret=sandbox-secret
                        tokens[0]=sandbox-token
                        numbers[0].id=104500000000001
                        numbers[0].number=+34910000000
                        numbers[0].name=Dead
                        numbers[0].callback=http://127.0.0.1:%d/
                        numbers[1].id=104500000000002
                        numbers[1].number=+5491150009999
                        numbers[1].name=Alive
                        numbers[1].callback={hub}/webhooks/alive
                        """.formatted(
                        hanging.getAddress().getPort())))) {
            List<String> alive = IntStream.range(0, 40)
                    .mapToObj(i -> {
                        sandbox.send(reminder(sandbox, i), "Bearer sandbox-token", CENTRO);
                        return sandbox.send(reminder(sandbox, i), "Bearer sandbox-token", PALERMO)
                                .wamid();
                    })
                    .toList();

            // shorter than the ten seconds that the hanging one is given
            await().atMost(Duration.ofSeconds(9)).untilAsserted(() -> assertThat(alive)
                    .allSatisfy(wamid -> assertThat(sandbox.told(wamid)).contains("delivered")));
        } finally {
            goOn.countDown();
            hanging.stop(0);
        }
    }

    @Test
    void whatIsHeldComesAsOneBatchOfHundreds() {
        try (var sandbox = new SandboxClient(TestDatabase.emptyUrl(), Map.of("sandbox.whatsapp.late-by", "2h"))) {
            sandbox.control("/faults", sandbox.object("{'kind':'batched','rate':1}"));
            int messages = 300;
            IntStream.range(0, messages)
                    .parallel()
                    .forEach(i -> sandbox.send(reminder(sandbox, i), "Bearer sandbox-token", CENTRO));
            assertThat(sandbox.webhooks).isEmpty();

            sandbox.advance("PT4H");

            await().untilAsserted(() -> assertThat(sandbox.values()).hasSize(2 * messages));
            assertThat(sandbox.webhooks).hasSizeLessThanOrEqualTo(2);
            assertThat(sandbox.webhooks).allSatisfy(webhook -> {
                assertThat(webhook.signature()).isEqualTo(Signature.of(webhook.body(), SandboxClient.SECRET));
                assertThat(sandbox.read(webhook.body()).path("entry").size()).isGreaterThan(1);
            });
        }
    }

    @Test
    void upToVersion23EveryStatusHasAConversation() {
        try (var sandbox =
                new SandboxClient(TestDatabase.emptyUrl(), Map.of("sandbox.whatsapp.webhook-version", "23"))) {
            String wamid = sandbox.send(sandbox.reminder("+34600000001", "old")).wamid();

            await().untilAsserted(
                            () -> assertThat(sandbox.statuses(wamid)).hasSize(2).allSatisfy(status -> assertThat(
                                            status.at("/conversation/origin/type")
                                                    .asText())
                                    .isEqualTo("utility")));
            assertThat(sandbox.statuses(wamid).get(0).path("conversation").has("expiration_timestamp"))
                    .isTrue();
            assertThat(sandbox.statuses(wamid).get(1).path("conversation").has("expiration_timestamp"))
                    .isFalse();
        }
    }

    /**
     * How many of the two webhooks about a message wait after their second try. The receiver has heard it before the sandbox notes that
     * it was in vain; time must not be moved in between.
     */
    private static int triedTwice(JdbcClient database, String wamid) {
        return database.sql("select count(*) from whatsapp.webhook where wamid = :wamid and attempts = 2")
                .param("wamid", wamid)
                .query(Integer.class)
                .single();
    }

    private static Map<String, Object> settings(String account) {
        return account.lines()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> "sandbox.whatsapp.accounts[0]." + pair[0], pair -> pair[1]));
    }

    private static String reminder(SandboxClient sandbox, int i) {
        return sandbox.reminder("+34600007" + (100 + i), "x").toString();
    }
}

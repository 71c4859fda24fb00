package io.recado.sandbox.whatsapp.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recado.platform.TestDatabase;
import io.recado.sandbox.whatsapp.SandboxClient;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SandboxRestartIT {

    private SandboxClient sandbox;

    @BeforeEach
    void start() {
        sandbox = new SandboxClient(TestDatabase.emptyUrl());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void whatWasSaidAndWhatWasNotToldOutlivesTheProcess() {
        sandbox.hookAnswers = 503;
        String wamid = sandbox.send(sandbox.reminder("+34600000001", "kept")).wamid();
        sandbox.control("/phones/34600000001/write", sandbox.object("{'text':'Hola'}"));

        sandbox.restart();
        assertThat(sandbox.control("/phones/34600000001/messages").json()).hasSize(2);
        assertThat(sandbox.webhooks).isEmpty();

        sandbox.hookAnswers = 200;
        await().untilAsserted(() -> assertThat(sandbox.told(wamid)).contains("sent", "delivered"));
        await().untilAsserted(() -> assertThat(sandbox.values())
                .anySatisfy(value ->
                        assertThat(value.at("/messages/0/text/body").asText()).isEqualTo("Hola")));
        String free = sandbox.send(sandbox.text("+34600000001", "Buenas")).wamid();
        await().untilAsserted(() -> assertThat(sandbox.told(free)).contains("delivered"));
    }

    @Test
    void manyAtOnceAreCountedOnceEach() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 500)
                    .forEach(i -> threads.submit(() -> sandbox.send(
                            sandbox.reminder("+3460000%04d".formatted(2100 + i % 300), "many-" + (i % 499)))));
        }

        assertThat(sandbox.control("/stats").json().path("accepted").asInt()).isEqualTo(500);
        assertThat(sandbox.control("/stats").json().path("duplicates").asInt()).isEqualTo(1);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(sandbox.values().stream()
                        .filter(value -> value.at("/statuses/0/status").asText().equals("delivered"))
                        .count())
                .isEqualTo(500));
        sandbox.control("/reset", sandbox.object("{}"));
        assertThat(sandbox.control("/stats").json().path("accepted").asInt()).isZero();
    }
}

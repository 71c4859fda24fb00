package io.recado.sandbox.whatsapp.gate;

import static io.recado.sandbox.whatsapp.SandboxClient.MADRID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recado.platform.TestDatabase;
import io.recado.sandbox.whatsapp.SandboxClient;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatesIT {

    private SandboxClient sandbox;

    @BeforeEach
    void start() {
        sandbox = new SandboxClient(
                TestDatabase.emptyUrl(),
                Map.of("sandbox.whatsapp.pair-limit", "true", "sandbox.whatsapp.pair-grace", "0s"));
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void onePersonMayBeWrittenToFortyFiveTimesAtOnceAndThenNot() throws Exception {
        // the first one ever sent loads what requests are held against, which takes a good part of the six seconds
        sandbox.send(sandbox.reminder("+34600000013", "x"));
        Callable<Integer> write =
                () -> sandbox.send(sandbox.reminder("+34600000011", "x")).code();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> code : threads.invokeAll(Collections.nCopies(45, write))) {
                assertThat(code.get()).isZero();
            }
        }
        assertThat(write.call()).isEqualTo(131056);
        assertThat(sandbox.send(sandbox.reminder("+34600000012", "x")).status()).isEqualTo(200);
    }

    @Test
    void moreThanANumberMayTakeInASecondIsRefused() {
        sandbox.control("/numbers/" + MADRID + "/throughput", sandbox.object("{'messagesPerSecond':1}"));
        List<Integer> codes = IntStream.range(0, 60)
                .mapToObj(i -> sandbox.send(sandbox.reminder("+346000001" + (10 + i % 30), "x"))
                        .code())
                .toList();

        assertThat(codes).contains(0, 130429);
    }

    @Test
    void aTierLimitsHowManyPeopleAreWrittenToFirst() {
        sandbox.control("/accounts/102000000000001/tier", sandbox.object("{'tier':'TIER_50'}"));
        List<String> wamids = IntStream.range(0, 60)
                .mapToObj(i -> sandbox.send(sandbox.reminder("+3460000028" + (10 + i), "x"))
                        .wamid())
                .toList();

        String last = wamids.get(59);
        await().untilAsserted(() -> assertThat(sandbox.statuses(last)).isNotEmpty());
        assertThat(sandbox.statuses(last).get(0).at("/errors/0/code").asInt()).isEqualTo(131048);
        await().untilAsserted(() -> assertThat(sandbox.told(wamids.get(0))).contains("delivered"));
    }
}

package io.recado.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    @Test
    void joinsWhatComesWhileTheLastBatchIsWritten() throws Exception {
        var batches = new AtomicInteger();
        var everybodyWaits = new CountDownLatch(100);
        try (var group = new GroupCommit<Integer, Integer>("test", numbers -> {
                    batches.incrementAndGet();
                    await(everybodyWaits);
                    return numbers.stream().map(number -> number * 2).toList();
                });
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var steps = IntStream.range(0, 100)
                    .<Callable<Integer>>mapToObj(number -> () -> {
                        everybodyWaits.countDown();
                        return group.join(number);
                    })
                    .toList();

            var results = callers.invokeAll(steps).stream()
                    .map(step -> step.resultNow())
                    .toList();

            assertThat(results)
                    .containsExactlyElementsOf(
                            IntStream.range(0, 100).mapToObj(n -> n * 2).toList());
            assertThat(batches.get()).isLessThan(100);
        }
    }

    @Test
    void oneBadStepStopsNobodyElse() throws Exception {
        var everybodyWaits = new CountDownLatch(20);
        try (var group = new GroupCommit<Integer, Integer>("test", numbers -> {
                    await(everybodyWaits);
                    if (numbers.contains(13)) {
                        throw new IllegalArgumentException("unlucky");
                    }
                    return numbers;
                });
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var steps = IntStream.range(0, 20)
                    .<Callable<Boolean>>mapToObj(number -> () -> {
                        everybodyWaits.countDown();
                        if (number == 13) {
                            assertThatThrownBy(() -> group.join(13)).hasMessage("unlucky");
                            return true;
                        }
                        return group.join(number) == number;
                    })
                    .toList();

            assertThat(callers.invokeAll(steps))
                    .allSatisfy(step -> assertThat(step.resultNow()).isTrue());
        }
    }

    @Test
    void refusesStepsOnceItIsClosed() {
        var group = new GroupCommit<Integer, Integer>("test", List::copyOf);
        group.close();

        assertThatThrownBy(() -> group.join(1)).hasMessageContaining("closing");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

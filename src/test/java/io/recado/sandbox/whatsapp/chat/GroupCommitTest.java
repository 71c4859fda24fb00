package io.recado.sandbox.whatsapp.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    @Test
    void whoComesWhileOneIsWrittenSharesTheNextTransaction() throws Exception {
        Queue<List<Integer>> groups = new ConcurrentLinkedQueue<>();
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (var commits = new GroupCommit<Integer>("test", group -> {
                    groups.add(group);
                    started.countDown();
                    await(goOn);
                });
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> commits.store(0));
            started.await();
            CountDownLatch others = new CountDownLatch(50);
            IntStream.rangeClosed(1, 50)
                    .forEach(i -> threads.submit(() -> {
                        others.countDown();
                        commits.store(i);
                    }));
            others.await();
            goOn.countDown();
        }

        assertThat(groups.stream().mapToInt(List::size).sum()).isEqualTo(51);
        assertThat(groups.size()).isLessThan(51);
    }

    @Test
    void oneBadEntryTakesNoOtherWithIt() {
        Queue<Integer> stored = new ConcurrentLinkedQueue<>();
        try (var commits = new GroupCommit<Integer>("test", group -> {
            if (group.contains(13)) {
                throw new IllegalArgumentException("unlucky");
            }
            stored.addAll(group);
        })) {
            commits.store(1);
            assertThatThrownBy(() -> commits.store(13)).hasMessageContaining("unlucky");
            commits.store(2);
        }

        assertThat(stored).containsExactly(1, 2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

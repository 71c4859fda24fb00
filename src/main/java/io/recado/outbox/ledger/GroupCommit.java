package io.recado.outbox.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Joins the same small step of many threads into one transaction: whoever comes while one is being written goes into the next. Each
 * caller waits until its own step is on disk. A batch that fails is tried step by step, so that one bad row stops nobody else.
 */
public final class GroupCommit<I, O> implements AutoCloseable {

    static final int LIMIT = 500;

    private record Step<I, O>(I input, CompletableFuture<O> result) {}

    private final BlockingQueue<Step<I, O>> waiting = new ArrayBlockingQueue<>(2 * LIMIT);
    private final Function<List<I>, List<O>> work;
    private final Thread writer;
    private volatile boolean closed;

    /** @param work does all of its steps or none, and answers in their order */
    public GroupCommit(String name, Function<List<I>, List<O>> work) {
        this.work = work;
        this.writer = Thread.ofPlatform().name(name).daemon().start(this::write);
    }

    /** Does one step, and returns once it is committed. Throws what the work threw. */
    public O join(I input) {
        var step = new Step<I, O>(input, new CompletableFuture<>());
        try {
            if (closed || !waiting.offer(step, 30, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "The ledger takes no more steps: it is closing, or its database does not keep up");
            }
            // the writer may have stopped between the look at the flag and the offer
            if (closed && waiting.remove(step)) {
                throw new IllegalStateException("The ledger is closing");
            }
            return step.result.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the ledger", interrupted);
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    private void write() {
        var batch = new ArrayList<Step<I, O>>(LIMIT);
        while (!closed || !waiting.isEmpty()) {
            try {
                var first = waiting.poll(200, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                batch.add(first);
                waiting.drainTo(batch, LIMIT - 1);
                write(batch);
            } catch (InterruptedException interrupted) {
                closed = true;
            } finally {
                batch.clear();
            }
        }
    }

    private void write(List<Step<I, O>> batch) {
        try {
            var results = work.apply(batch.stream().map(Step::input).toList());
            for (var i = 0; i < batch.size(); i++) {
                batch.get(i).result.complete(results.get(i));
            }
        } catch (Throwable failure) {
            if (batch.size() == 1) {
                batch.getFirst().result.completeExceptionally(failure);
            } else {
                batch.forEach(step -> write(List.of(step)));
            }
        }
    }

    /** Lets the steps that wait finish. */
    @Override
    public void close() {
        closed = true;
        try {
            writer.join(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

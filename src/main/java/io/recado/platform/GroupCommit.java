package io.recado.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Joins the same small step of many threads into one transaction: whoever comes while one is being written goes into the next. Each
 * caller waits until its own step is on disk.
 */
public final class GroupCommit<I, O> implements AutoCloseable {

    /** Steps in one transaction at most. */
    public static final int LIMIT = 500;

    /** What becomes of a batch that failed. */
    public enum Failing {
        /** Its steps are tried one by one, so that a bad one stops nobody else. */
        APART,
        /** All of its callers learn of the failure: what they bring cannot be bad, so the place where it goes is away. */
        TOGETHER
    }

    private record Step<I, O>(I input, CompletableFuture<O> result) {}

    private final String name;
    private final BlockingQueue<Step<I, O>> waiting;
    private final Failing failing;
    private final Function<List<I>, List<O>> work;
    private final List<Thread> writers;
    private volatile boolean closed;

    /** One writer; a batch that fails is taken apart. */
    public GroupCommit(String name, Function<List<I>, List<O>> work) {
        this(name, 1, 2 * LIMIT, Failing.APART, work);
    }

    /**
     * @param writers transactions under way at the same time
     * @param room steps that may wait
     * @param work does all of its steps or none, and answers in their order
     */
    public GroupCommit(String name, int writers, int room, Failing failing, Function<List<I>, List<O>> work) {
        this.name = name;
        this.waiting = new ArrayBlockingQueue<>(room);
        this.failing = failing;
        this.work = work;
        this.writers = IntStream.range(0, writers)
                .mapToObj(number -> Thread.ofPlatform()
                        .name(writers == 1 ? name : name + "-" + number)
                        .daemon()
                        .start(this::write))
                .toList();
    }

    /** Does one step, and returns once it is committed. Throws what the work threw. */
    public O join(I input) {
        var step = new Step<I, O>(input, new CompletableFuture<>());
        try {
            if (closed || !waiting.offer(step, 30, TimeUnit.SECONDS)) {
                throw full();
            }
            refuseWhenClosed(step);
            return step.result.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + name, interrupted);
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    /** The same for callers whose patience has an end; fails at once when there is no room. A step that nobody waits for is done all the same. */
    public CompletableFuture<O> submit(I input) {
        var step = new Step<I, O>(input, new CompletableFuture<>());
        if (closed || !waiting.offer(step)) {
            step.result.completeExceptionally(full());
        } else {
            refuseWhenClosed(step);
        }
        return step.result;
    }

    /** Steps that no writer has taken yet. */
    public int size() {
        return waiting.size();
    }

    private IllegalStateException full() {
        return new IllegalStateException(
                "%s takes no more steps: it is closing, or what it writes to does not keep up".formatted(name));
    }

    /** The writers may have stopped between the look at the flag and the offer. */
    private void refuseWhenClosed(Step<I, O> step) {
        if (closed && waiting.remove(step)) {
            step.result.completeExceptionally(full());
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
            if (failing == Failing.TOGETHER || batch.size() == 1) {
                batch.forEach(step -> step.result.completeExceptionally(failure));
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
            for (var writer : writers) {
                writer.join(TimeUnit.SECONDS.toMillis(30));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

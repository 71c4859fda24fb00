package io.recado.sandbox.whatsapp.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Lets many callers share one transaction: whatever has come in while the last one was written goes into the next. A caller's
 * future completes when its entry is stored.
 */
final class GroupCommit<T> implements AutoCloseable {

    private static final int WAITING = 8192;
    private static final int TOGETHER = 1000;

    private record Entry<T>(T value, CompletableFuture<Void> stored) {}

    private final BlockingQueue<Entry<T>> waiting = new ArrayBlockingQueue<>(WAITING);
    private final Consumer<List<T>> transaction;
    private final Thread writer;
    private volatile boolean closed;

    /** @param transaction writes all of a list or nothing of it */
    GroupCommit(String name, Consumer<List<T>> transaction) {
        this.transaction = transaction;
        this.writer = Thread.ofPlatform().name(name).daemon().start(this::write);
    }

    /** Waits while too many others wait, and returns when the entry is stored. */
    void store(T value) {
        Entry<T> entry = new Entry<>(value, new CompletableFuture<>());
        if (closed) {
            throw new IllegalStateException("The sandbox is stopping");
        }
        try {
            waiting.put(entry);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting to store", e);
        }
        entry.stored().join();
    }

    private void write() {
        List<Entry<T>> group = new ArrayList<>(TOGETHER);
        while (!closed || !waiting.isEmpty()) {
            try {
                group.add(waiting.take());
            } catch (InterruptedException e) {
                // closing; what still waits is written first
                if (waiting.isEmpty()) {
                    return;
                }
                continue;
            }
            waiting.drainTo(group, TOGETHER - 1);
            commit(group);
            group.clear();
        }
    }

    private void commit(List<Entry<T>> group) {
        try {
            transaction.accept(group.stream().map(Entry::value).toList());
            group.forEach(entry -> entry.stored().complete(null));
        } catch (RuntimeException e) {
            if (group.size() == 1) {
                group.get(0).stored().completeExceptionally(e);
            } else {
                // one bad entry must not take the others with it
                group.forEach(entry -> commit(List.of(entry)));
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        writer.interrupt();
    }
}

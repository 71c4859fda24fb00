package io.recado.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.function.UnaryOperator;

/**
 * Posts over a number of connections that are kept alive, each waiting for its answer before the next request, and costs as little as
 * it can: whoever is measured shares the cores with it.
 */
final class LoadClient {

    /**
     * @param ok how many were answered with 200
     * @param cpu what the client itself used of the processors
     */
    record Result(int requests, int ok, Duration time, Duration cpu, long[] sortedNanos) {

        double perSecond() {
            return requests / (time.toNanos() / 1e9);
        }

        double percentileMillis(double percent) {
            return sortedNanos[(int) Math.min(sortedNanos.length - 1L, sortedNanos.length * percent / 100)] / 1e6;
        }
    }

    private final int port;
    private final String path;
    private final UnaryOperator<String> header;

    LoadClient(int port, String path, String token) {
        this(port, path, body -> "Authorization: Bearer " + token);
    }

    /** @param header by which a request with this body proves who sends it */
    LoadClient(int port, String path, UnaryOperator<String> header) {
        this.port = port;
        this.path = path;
        this.header = header;
    }

    /** @param body of the request with this number, from 0 */
    Result post(int requests, int connections, IntFunction<String> body) throws InterruptedException {
        return offer(requests, connections, Integer.MAX_VALUE, body);
    }

    /**
     * As many requests a second, whatever the other side makes of them: one that has to wait for its turn is late from the moment on at
     * which it was due.
     */
    Result offer(int requests, int connections, int perSecond, IntFunction<String> body) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger ok = new AtomicInteger();
        AtomicLong cpu = new AtomicLong();
        long[] nanos = new long[requests];
        List<Thread> threads = new ArrayList<>();
        long started = System.nanoTime();
        for (int i = 0; i < connections; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                connection(requests, next, ok, nanos, n -> due(started, n, perSecond), body);
                cpu.addAndGet(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        Duration time = Duration.ofNanos(System.nanoTime() - started);
        Arrays.sort(nanos);
        return new Result(requests, ok.get(), time, Duration.ofNanos(cpu.get()), nanos);
    }

    private static long due(long started, int n, int perSecond) {
        if (perSecond == Integer.MAX_VALUE) {
            return System.nanoTime();
        }
        long due = started + n * TimeUnit.SECONDS.toNanos(1) / perSecond;
        for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
            LockSupport.parkNanos(early);
        }
        return due;
    }

    private void connection(
            int requests,
            AtomicInteger next,
            AtomicInteger ok,
            long[] nanos,
            IntToLongFunction due,
            IntFunction<String> body) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 4096);
            OutputStream out = socket.getOutputStream();
            for (int n = next.getAndIncrement(); n < requests; n = next.getAndIncrement()) {
                String text = body.apply(n);
                byte[] content = text.getBytes(StandardCharsets.UTF_8);
                byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n" + header.apply(text)
                                + "\r\nContent-Type: application/json\r\nContent-Length: " + content.length
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
                byte[] whole = Arrays.copyOf(head, head.length + content.length);
                System.arraycopy(content, 0, whole, head.length, content.length);
                long began = due.applyAsLong(n);
                out.write(whole);
                HttpMessage answer = HttpMessage.read(in);
                if (answer.firstLine().contains(" 200")) {
                    ok.incrementAndGet();
                } else {
                    throw new IOException(answer.firstLine() + " " + new String(answer.body(), StandardCharsets.UTF_8));
                }
                nanos[n] = System.nanoTime() - began;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

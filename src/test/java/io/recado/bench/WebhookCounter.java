package io.recado.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers 200 to every webhook and counts the statuses in it. */
final class WebhookCounter implements AutoCloseable {

    private static final byte[] STATUSES = "\"statuses\":[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    final AtomicInteger webhooks = new AtomicInteger();
    final AtomicInteger statuses = new AtomicInteger();
    private final ServerSocket server;

    WebhookCounter() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the end of it
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream(), 65_536);
            for (HttpMessage request = HttpMessage.read(in);
                    !request.firstLine().isEmpty();
                    request = HttpMessage.read(in)) {
                webhooks.incrementAndGet();
                statuses.addAndGet(count(request.body()));
                socket.getOutputStream().write(OK);
            }
        } catch (IOException hungUp) {
            // the sandbox has stopped
        }
    }

    private static int count(byte[] body) {
        int found = 0;
        for (int i = 0; i + STATUSES.length <= body.length; i++) {
            int k = 0;
            while (k < STATUSES.length && body[i + k] == STATUSES[k]) {
                k++;
            }
            if (k == STATUSES.length) {
                found++;
            }
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

package io.recado.channel;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A Cloud API that accepts every message, after a while, and remembers how often each ledger id came. It checks nothing, so that it is never
 * what a measurement measures; a test may tell it to refuse the next calls, or to lose its next answers.
 */
public final class CloudStub implements AutoCloseable {

    /** A call as it arrived; names of headers in lower case. */
    public record Call(String path, Map<String, String> headers, String body) {}

    private record Reply(int status, String body) {}

    private static final Reply NONE = new Reply(0, "");
    private static final String ACCEPTED =
            "{\"messaging_product\":\"whatsapp\",\"contacts\":[{\"input\":\"x\",\"wa_id\":\"x\"}],\"messages\":[{\"id\":\"";
    private static final String LEDGER_ID = "\"biz_opaque_callback_data\":\"";

    private volatile ServerSocket server;
    private final Duration latency;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Deque<Reply> script = new ConcurrentLinkedDeque<>();
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> accepted = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong total = new AtomicLong();
    private volatile boolean remembersCalls = true;
    private volatile BiConsumer<String, String> onAccepted = (ledgerId, wamid) -> {};

    public CloudStub(Duration latency) {
        this.latency = latency;
        server = listen(0);
    }

    private ServerSocket listen(int port) {
        try {
            var door = new ServerSocket(port, 1024, InetAddress.getLoopbackAddress());
            Thread.ofPlatform().daemon().name("cloud-stub").start(() -> accept(door));
            return door;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Resets every connection, whatever is under way, and refuses new ones. What it had accepted stays accepted. */
    public void hangUp() throws IOException {
        server.close();
        for (var socket : open) {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    /** At the same address as before. */
    public void answerAgain() {
        server = listen(server.getLocalPort());
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Told the ledger id and the wamid of each message, after its answer has left or got lost. */
    public void onAccepted(BiConsumer<String, String> listener) {
        onAccepted = listener;
    }

    public CloudStub forgettingCalls() {
        remembersCalls = false;
        return this;
    }

    public void refuseNext(int httpStatus, int code) {
        script.add(new Reply(httpStatus, """
                {"error":{"message":"(#%d) words","type":"OAuthException","code":%d,"error_data":{"messaging_product":"whatsapp",\
                "details":"what Meta says"},"fbtrace_id":"Az8or2y"}}""".formatted(code, code)));
    }

    /** Takes the next message and closes the connection without a word. */
    public void loseNextAnswer() {
        script.add(NONE);
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    public void forget() {
        calls.clear();
        accepted.clear();
        script.clear();
        total.set(0);
    }

    /** How often each ledger id was accepted. */
    public Map<String, Integer> accepted() {
        return accepted;
    }

    public long total() {
        return total.get();
    }

    private void accept(ServerSocket door) {
        while (!door.isClosed()) {
            try {
                var socket = door.accept();
                socket.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        open.add(socket);
        try (socket) {
            var in = new Wire(socket.getInputStream());
            for (var call = read(in); call != null; call = read(in)) {
                if (!answer(call, socket)) {
                    return;
                }
            }
        } catch (IOException gone) {
            // the other side hung up
        } finally {
            open.remove(socket);
        }
    }

    private boolean answer(Call call, Socket socket) throws IOException {
        if (!call.path().endsWith("/messages")) {
            // somebody else's partner: it is not here
            write(socket, new Reply(404, "{}"));
            return true;
        }
        if (remembersCalls) {
            calls.add(call);
        }
        if (!latency.isZero()) {
            LockSupport.parkNanos(latency.toNanos());
        }
        var scripted = script.poll();
        var ledgerId = ledgerId(call.body());
        var wamid = "wamid.stub-" + count.incrementAndGet();
        if (scripted == null || scripted == NONE) {
            accepted.merge(ledgerId, 1, Integer::sum);
            total.incrementAndGet();
        }
        if (scripted == NONE) {
            return false;
        }
        var reply = scripted != null ? scripted : new Reply(200, ACCEPTED + wamid + "\"}]}");
        try {
            write(socket, reply);
        } finally {
            if (scripted == null) {
                onAccepted.accept(ledgerId, wamid);
            }
        }
        return true;
    }

    private static void write(Socket socket, Reply reply) throws IOException {
        var body = reply.body().getBytes(StandardCharsets.UTF_8);
        var head = ("HTTP/1.1 " + reply.status() + " X\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        var whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        socket.getOutputStream().write(whole);
    }

    private static @Nullable Call read(Wire in) throws IOException {
        var first = in.line();
        if (first == null) {
            return null;
        }
        var headers = new HashMap<String, String>();
        for (var line = in.line(); line != null && !line.isEmpty(); line = in.line()) {
            var colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        var body = "chunked".equals(headers.get("transfer-encoding"))
                ? chunks(in)
                : in.bytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Call(first.split(" ", -1)[1], headers, new String(body, StandardCharsets.UTF_8));
    }

    private static byte[] chunks(Wire in) throws IOException {
        var whole = new ByteArrayOutputStream();
        for (var size = size(in); size > 0; size = size(in)) {
            whole.write(in.bytes(size));
            in.line();
        }
        in.line();
        return whole.toByteArray();
    }

    private static int size(Wire in) throws IOException {
        var line = in.line();
        return line == null ? 0 : Integer.parseInt(line, 16);
    }

    /** What arrives, read in pieces as large as they come. */
    private static final class Wire {
        private final InputStream in;
        private final byte[] buffer = new byte[8192];
        private int next;
        private int end;

        Wire(InputStream in) {
            this.in = in;
        }

        /** Up to a line's end; null when the other side has hung up. */
        @Nullable
        String line() throws IOException {
            var line = "";
            while (next < end || fill()) {
                var from = next;
                while (next < end && buffer[next] != '\n') {
                    next++;
                }
                line += new String(buffer, from, next - from, StandardCharsets.ISO_8859_1);
                if (next < end) {
                    next++;
                    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
                }
            }
            return null;
        }

        byte[] bytes(int count) throws IOException {
            var bytes = new byte[count];
            var known = Math.min(count, end - next);
            System.arraycopy(buffer, next, bytes, 0, known);
            next += known;
            if (in.readNBytes(bytes, known, count - known) < count - known) {
                throw new EOFException();
            }
            return bytes;
        }

        private boolean fill() throws IOException {
            next = 0;
            end = Math.max(0, in.read(buffer));
            return end > 0;
        }
    }

    private static String ledgerId(String body) {
        var at = body.indexOf(LEDGER_ID);
        return at < 0 ? "none" : body.substring(at + LEDGER_ID.length(), body.indexOf('"', at + LEDGER_ID.length()));
    }

    /** Ledger ids that were accepted more than once. */
    public List<String> doubled() {
        var doubled = new ArrayList<String>();
        accepted.forEach((id, times) -> {
            if (times > 1) {
                doubled.add(id);
            }
        });
        return doubled;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

package io.recado.sandbox;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The PostgreSQL of a sandbox that runs alone, kept in {@code data/sandbox}; a server left over by a killed process is adopted. */
final class OwnServer implements AutoCloseable {

    private static final int SECONDS_TO_STOP = 20;

    private record Left(long pid, int port) {}

    private final int port;
    private final @Nullable EmbeddedPostgres started;
    private final long adopted;

    private OwnServer(int port, @Nullable EmbeddedPostgres started, long adopted) {
        this.port = port;
        this.started = started;
        this.adopted = adopted;
    }

    static OwnServer start() {
        Path folder = Path.of("data", "sandbox").toAbsolutePath();
        try {
            Files.createDirectories(folder);
            Left left = leftOver(folder.resolve("postmaster.pid"));
            if (left != null) {
                return new OwnServer(left.port(), null, left.pid());
            }
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setDataDirectory(folder)
                    .setCleanDataDirectory(false)
                    // off by default, for tests: here what was accepted is to outlive a crash
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
            return new OwnServer(server.getPort(), server, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The sandbox could not start its PostgreSQL in " + folder
                            + "; give it another with --sandbox.database.url",
                    e);
        }
    }

    Map<String, Object> settings() {
        return Map.of(
                "sandbox.database.url", "jdbc:postgresql://127.0.0.1:" + port + "/recado_sandbox",
                "sandbox.database.user", "postgres",
                "sandbox.database.password", "postgres");
    }

    private static @Nullable Left leftOver(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return null;
        }
        List<String> lines = Files.readAllLines(pidFile);
        int port = lines.size() > 3 ? Integer.parseInt(lines.get(3).strip()) : 0;
        if (port == 0) {
            return null;
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return new Left(Long.parseLong(lines.getFirst().strip()), socket.getPort());
        } catch (IOException nobodyThere) {
            return null;
        }
    }

    /** Stops the server, whoever started it, once nobody is connected any more. */
    @Override
    public void close() {
        try {
            if (started != null) {
                started.close();
                return;
            }
            ProcessHandle server = ProcessHandle.of(adopted).orElse(null);
            if (server != null && server.destroy()) {
                server.onExit().get(SECONDS_TO_STOP, TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("PostgreSQL did not stop within " + SECONDS_TO_STOP + " s", e);
        }
    }
}

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

/** The PostgreSQL of a sandbox that runs alone, kept in {@code data/sandbox}; a server left over by a killed process is adopted. */
final class OwnServer {

    private OwnServer() {}

    static Map<String, Object> start() {
        Path folder = Path.of("data", "sandbox").toAbsolutePath();
        try {
            Files.createDirectories(folder);
            int port = leftOver(folder.resolve("postmaster.pid"));
            if (port == 0) {
                port = EmbeddedPostgres.builder()
                        .setDataDirectory(folder)
                        .setCleanDataDirectory(false)
                        // off by default, for tests: here what was accepted is to outlive a crash
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .start()
                        .getPort();
            }
            return Map.of(
                    "sandbox.database.url", "jdbc:postgresql://127.0.0.1:" + port + "/recado_sandbox",
                    "sandbox.database.user", "postgres",
                    "sandbox.database.password", "postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The sandbox could not start its PostgreSQL in " + folder
                            + "; give it another with --sandbox.database.url",
                    e);
        }
    }

    private static int leftOver(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return 0;
        }
        List<String> lines = Files.readAllLines(pidFile);
        int port = lines.size() > 3 ? Integer.parseInt(lines.get(3).strip()) : 0;
        if (port == 0) {
            return 0;
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.getPort();
        } catch (IOException nobodyThere) {
            return 0;
        }
    }
}

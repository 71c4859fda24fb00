package io.recado.platform;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of the hub's own, on a free loopback port, with its files in the data folder. It is a process beside this one:
 * when the hub was killed it may still be running, and is then stopped before it is started anew.
 */
final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final String ROLE = "recado";

    private final EmbeddedPostgres server;
    private final String password;

    private EmbeddedDatabase(EmbeddedPostgres server, String password) {
        this.server = server;
        this.password = password;
    }

    static EmbeddedDatabase start(DataFolder folder) {
        var files = folder.resolve("postgres");
        try {
            stopOrphan(files);
            var password = password(folder.resolve("postgres.secret"));
            var server = EmbeddedPostgres.builder()
                    .setDataDirectory(files)
                    .setCleanDataDirectory(false)
                    .setOverrideWorkingDirectory(
                            folder.resolve("postgres-binaries").toFile())
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(START)
                    .setConnectConfig("password", password)
                    // zonky starts the server with -F, which switches fsync off: fine for tests, not for what was
                    // promised to be kept
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "''")
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("shared_buffers", "96MB")
                    .setServerConfig("timezone", "UTC")
                    .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                    .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var database = new EmbeddedDatabase(server, password);
            database.prepare(files);
            log.info("The embedded database runs on 127.0.0.1:{} with its files in {}", server.getPort(), files);
            return database;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(
                    "The embedded database in %s does not start. Look into its log there, or use a server of your own with RECADO_DATABASE_URL."
                            .formatted(files),
                    e);
        }
    }

    /** Where it listens, as {@code host:port}. */
    String address() {
        return "127.0.0.1:" + server.getPort();
    }

    String url() {
        return "jdbc:postgresql://%s/%s".formatted(address(), ROLE);
    }

    String user() {
        return ROLE;
    }

    String password() {
        return password;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** On the first start only: a role and a database of the hub's own, and from then on nobody gets in without a password. */
    private void prepare(Path files) throws SQLException, IOException {
        var marker = files.resolve("recado.prepared");
        if (Files.exists(marker)) {
            return;
        }
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter role postgres password '%s'".formatted(password));
            statement.execute("drop database if exists " + ROLE);
            statement.execute("drop role if exists " + ROLE);
            statement.execute("create role %s login createdb createrole password '%s'".formatted(ROLE, password));
            statement.execute("create database %s owner %s".formatted(ROLE, ROLE));
            Files.writeString(files.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
            statement.execute("select pg_reload_conf()");
        }
        Files.createFile(marker);
    }

    private static String password(Path file) throws IOException {
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        var random = new byte[24];
        new SecureRandom().nextBytes(random);
        var password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Files.createFile(file);
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        Files.writeString(file, password);
        return password;
    }

    /** The first line of PostgreSQL's own pid file names the process that still serves these files. */
    private static void stopOrphan(Path files) throws IOException {
        var pidFile = files.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        var orphan = lines.isEmpty()
                ? java.util.Optional.<ProcessHandle>empty()
                : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                        // a number may have been given to another program since
                        .filter(process -> process.info().command().orElse("").contains("postgres"));
        if (orphan.isEmpty()) {
            return;
        }
        log.info(
                "A database process of an earlier run (pid {}) still runs; it is stopped first",
                orphan.get().pid());
        orphan.get().destroy();
        await(orphan.get().onExit(), orphan.get().pid());
    }

    private static void await(CompletableFuture<ProcessHandle> exit, long pid) {
        try {
            exit.get(STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the database of an earlier run stopped", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "The database process %d of an earlier run does not stop within %d s. Is something connected to it? End it and start again."
                            .formatted(pid, STOP.toSeconds()),
                    e);
        }
    }
}

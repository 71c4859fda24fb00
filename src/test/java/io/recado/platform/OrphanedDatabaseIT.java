package io.recado.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process that started the embedded database is killed; the database goes on alone, with what was written in it. */
class OrphanedDatabaseIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void theNextStartStopsTheOrphanAndFindsWhatWasWritten(@TempDir Path data) throws Exception {
        var owner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OrphanedDatabaseIT.class.getName(),
                        data.toString())
                .redirectErrorStream(true)
                .redirectOutput(File.createTempFile("owner", ".log", data.toFile()))
                .start();
        await().atMost(PATIENCE).until(() -> Files.exists(data.resolve("written")) || !owner.isAlive());
        owner.destroyForcibly().onExit().join();
        var orphan = postmaster(data);
        assertThat(orphan.isAlive())
                .as("the database outlives whoever started it")
                .isTrue();

        try (var folder = DataFolder.take(data);
                var database = EmbeddedDatabase.start(folder);
                var connection = connect(database)) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(postmaster(data).pid()).isNotEqualTo(orphan.pid());
            try (var rows = connection.createStatement().executeQuery("select said from note")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("before the end");
            }
        }
    }

    private static ProcessHandle postmaster(Path data) throws IOException {
        var pid = Files.readAllLines(data.resolve("postgres").resolve("postmaster.pid"))
                .getFirst();
        return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    }

    private static Connection connect(EmbeddedDatabase database) throws Exception {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    /** The process that is killed: starts the database, writes something, and waits for its end. */
    public static void main(String[] arguments) throws Exception {
        var data = Path.of(arguments[0]);
        var database = EmbeddedDatabase.start(DataFolder.take(data));
        try (var connection = connect(database)) {
            connection.createStatement().execute("create table note as select 'before the end' as said");
        }
        Files.createFile(data.resolve("written"));
        new CountDownLatch(1).await();
    }
}

package io.recado.platform;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Real databases for tests: one PostgreSQL server for the whole run, and a new database, migrated as the hub's, for whoever asks. A copy of a
 * migrated template costs some ten milliseconds, so no test needs to share its rows.
 */
public final class TestDatabase {

    private static final String TEMPLATE = "migrated";
    private static final AtomicInteger count = new AtomicInteger();

    private TestDatabase() {}

    /** A database with the hub's tables and nothing in them. */
    public static DataSource fresh() {
        return server().getDatabase("postgres", create(TEMPLATE));
    }

    /** The same, as the URL of a database whose user is {@code postgres} without a password. */
    public static String freshUrl() {
        return server().getJdbcUrl("postgres", create(TEMPLATE));
    }

    /** A database with nothing in it. */
    public static String emptyUrl() {
        server();
        return server().getJdbcUrl("postgres", create("template1"));
    }

    private static EmbeddedPostgres server() {
        return Holder.SERVER;
    }

    private static synchronized String create(String template) {
        var name = "test_" + count.incrementAndGet();
        execute(server(), "create database %s template %s".formatted(name, template));
        return name;
    }

    private static void execute(EmbeddedPostgres server, String sql) {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static final class Holder {

        private static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                var server = EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofMinutes(1))
                        .setServerConfig("max_connections", "200")
                        .setServerConfig("timezone", "UTC")
                        .start();
                execute(server, "create database " + TEMPLATE);
                Flyway.configure()
                        .dataSource(server.getDatabase("postgres", TEMPLATE))
                        .load()
                        .migrate();
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

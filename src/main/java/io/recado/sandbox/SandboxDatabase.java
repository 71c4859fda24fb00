package io.recado.sandbox;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** Opens the sandbox's databases, creates the ones that are missing and brings the schema of each part up to date. */
public final class SandboxDatabase {

    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]*");
    private static final String DUPLICATE_DATABASE = "42P04";

    private SandboxDatabase() {}

    static HikariDataSource open(SandboxSettings.Database settings) {
        return open(settings, settings.url(), null);
    }

    /**
     * A small pool on the database of this name on the same server; the database is created when missing.
     *
     * @param first what each connection says before its first use
     */
    public static HikariDataSource openBeside(SandboxSettings.Database settings, String database, String first) {
        return open(settings, SandboxLauncher.beside(settings.url(), database), first);
    }

    private static HikariDataSource open(SandboxSettings.Database settings, String url, @Nullable String first) {
        createIfMissing(settings, url);
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(url);
        pool.setUsername(settings.user());
        pool.setPassword(settings.password());
        pool.setPoolName("sandbox");
        pool.setMaximumPoolSize(10);
        pool.setMinimumIdle(1);
        // tables here grow from nothing to much in seconds: a plan that is kept from then would be a bad one
        String plans = "set plan_cache_mode = force_custom_plan";
        pool.setConnectionInitSql(first == null ? plans : plans + "; " + first);
        return new HikariDataSource(pool);
    }

    /**
     * Brings one part's schema up to date: plain SQL files {@code V1__….sql} in {@code classpath:sandbox/db/<part>}, in a schema
     * of the part's name.
     */
    public static void migrate(DataSource database, String part) {
        Flyway.configure()
                .dataSource(database)
                .schemas(part)
                .createSchemas(true)
                .locations("classpath:sandbox/db/" + part)
                .load()
                .migrate();
    }

    private static void createIfMissing(SandboxSettings.Database settings, String url) {
        String database = url.replaceAll("^.*/([^/?]+)(\\?.*)?$", "$1");
        if (!NAME.matcher(database).matches()) {
            throw new IllegalArgumentException(
                    "sandbox.database.url: a database name of lower-case letters, digits and _ was expected, found "
                            + database);
        }
        String server = SandboxLauncher.beside(url, "postgres");
        try (Connection connection = DriverManager.getConnection(server, settings.user(), settings.password());
                Statement statement = connection.createStatement()) {
            boolean there;
            try (var query = connection.prepareStatement("select 1 from pg_database where datname = ?")) {
                query.setString(1, database);
                try (var found = query.executeQuery()) {
                    there = found.next();
                }
            }
            if (!there) {
                // the name cannot be bound here; it has just been checked letter by letter
                statement.execute("create database " + database);
            }
        } catch (SQLException e) {
            if (!DUPLICATE_DATABASE.equals(e.getSQLState())) {
                throw new IllegalStateException(
                        "The sandbox needs the database " + database + " on " + server + " and could not create it: "
                                + e.getMessage(),
                        e);
            }
        }
    }
}

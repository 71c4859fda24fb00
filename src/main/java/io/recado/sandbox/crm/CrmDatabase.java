package io.recado.sandbox.crm;

import com.zaxxer.hikari.HikariDataSource;
import io.recado.sandbox.SandboxDatabase;
import io.recado.sandbox.SandboxSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The CRM's database: beside the sandbox's own, with {@code _crm} behind its name, so {@code recado_sandbox_crm}.
 *
 * <p>The sandbox itself works as the owner, on the views of the schema {@code producto}, and so goes on when the tables that clients see
 * are tampered with. It waits for a lock for a second and a half at most.
 */
@Component
public class CrmDatabase implements DisposableBean {

    /** The zone of its local times. */
    public static final ZoneId ZONE = ZoneId.of("America/Bogota");

    /** The user of clients, as the migrations make it. */
    static final String CLIENT = "cbr_hub";

    private static final String PATIENCE = "1500ms";
    private static final String FIRST = "set search_path to producto, public; set lock_timeout to '" + PATIENCE + "'";
    private static final int CONNECTIONS = 6;

    private final HikariDataSource database;
    private final JdbcClient jdbc;
    private final TransactionOperations transaction;

    CrmDatabase(SandboxSettings settings) {
        String name = settings.database().url().replaceAll("^.*/([^/?]+)(\\?.*)?$", "$1") + "_crm";
        database = SandboxDatabase.openBeside(settings.database(), name, FIRST);
        database.getHikariConfigMXBean().setMaximumPoolSize(CONNECTIONS);
        Flyway.configure()
                .dataSource(database)
                .schemas("public")
                .locations("classpath:sandbox/crm/db")
                .load()
                .migrate();
        jdbc = JdbcClient.create(database);
        transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    public TransactionOperations transaction() {
        return transaction;
    }

    /** Where clients find it: a JDBC address without user and parameters. */
    String address() {
        return database.getJdbcUrl().replaceFirst("\\?.*", "");
    }

    /** A connection of one's own, to be held for long. */
    Connection alone() throws SQLException {
        Connection connection =
                DriverManager.getConnection(database.getJdbcUrl(), database.getUsername(), database.getPassword());
        try (Statement statement = connection.createStatement()) {
            statement.execute("set application_name to 'sandbox fault'");
        }
        return connection;
    }

    @Override
    public void destroy() {
        database.close();
    }
}

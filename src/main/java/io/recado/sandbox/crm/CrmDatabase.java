package io.recado.sandbox.crm;

import com.zaxxer.hikari.HikariDataSource;
import io.recado.sandbox.SandboxDatabase;
import io.recado.sandbox.SandboxSettings;
import java.time.ZoneId;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** The CRM's database: beside the sandbox's own, with {@code _crm} behind its name, so {@code recado_sandbox_crm}. */
@Component
public class CrmDatabase implements DisposableBean {

    /** The zone of its local times. */
    public static final ZoneId ZONE = ZoneId.of("America/Bogota");

    private static final int CONNECTIONS = 3;

    private final HikariDataSource database;
    private final JdbcClient jdbc;
    private final TransactionOperations transaction;

    CrmDatabase(SandboxSettings settings) {
        String sandbox = settings.database().url().replaceAll("^.*/([^/?]+)(\\?.*)?$", "$1");
        database = SandboxDatabase.openBeside(settings.database(), sandbox + "_crm");
        database.getHikariConfigMXBean().setMaximumPoolSize(CONNECTIONS);
        Flyway.configure()
                .dataSource(database)
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

    @Override
    public void destroy() {
        database.close();
    }
}

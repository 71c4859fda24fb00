package io.recado.sandbox.crm;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.recado.platform.TestDatabase;
import io.recado.sandbox.Sandbox;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** A sandbox of its own whose CRM is looked at as its clients do: over JDBC, as one of its users, in the sales room's zone. */
final class SalesRoom implements AutoCloseable {

    /** A client's pool. */
    record Client(DataSource database, JdbcClient jdbc, TransactionOperations transaction) {

        static Client of(DataSource database) {
            return new Client(
                    database,
                    JdbcClient.create(database),
                    new TransactionTemplate(new DataSourceTransactionManager(database)));
        }

        JdbcClient.StatementSpec run(String statement) {
            return jdbc.sql(Statements.sql(statement));
        }

        String text(String sql) {
            return String.valueOf(jdbc.sql(sql).query().singleValue());
        }

        long number(String sql) {
            return jdbc.sql(sql).query(Long.class).single();
        }
    }

    private final String settings = TestDatabase.emptyUrl();
    private final String crm = settings.replaceFirst("/(test_\\d+)", "/$1_crm");
    private final List<HikariDataSource> pools = new ArrayList<>();
    private Sandbox sandbox;

    SalesRoom() {
        sandbox = start();
    }

    private Sandbox start() {
        return Sandbox.start(Map.of("sandbox.port", 0, "sandbox.database.url", settings));
    }

    void restart() {
        sandbox.close();
        sandbox = start();
    }

    String url() {
        return sandbox.url();
    }

    /** The integration: {@code cbr_hub}. */
    Client hub() {
        return client("cbr_hub", "sandbox-cbr");
    }

    /** The advisors' program. */
    Client advisors() {
        return client("cbr_asesor", "sandbox-asesor");
    }

    /** Who may do anything: to look behind the curtain. */
    Client owner() {
        return client("postgres", "");
    }

    private Client client(String user, String password) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(crm.replaceFirst("\\?.*", ""));
        pool.setUsername(user);
        pool.setPassword(password);
        pool.setMinimumIdle(0);
        pool.setMaximumPoolSize(4);
        pool.setInitializationFailTimeout(-1);
        pool.setConnectionTimeout(5_000);
        pool.setConnectionInitSql("set time zone 'America/Bogota'");
        HikariDataSource made = new HikariDataSource(pool);
        pools.add(made);
        return Client.of(made);
    }

    static LocalDateTime now() {
        return LocalDateTime.now(CrmDatabase.ZONE).truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public void close() {
        pools.forEach(HikariDataSource::close);
        sandbox.close();
    }
}

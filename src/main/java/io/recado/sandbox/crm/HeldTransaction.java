package io.recado.sandbox.crm;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.springframework.dao.CannotAcquireLockException;

/** A transaction that somebody left open: it has done something and ends when it is closed. */
final class HeldTransaction implements AutoCloseable {

    private static final String LOCK_TIMEOUT = "set lock_timeout to '3s'";

    private final Connection connection;

    private HeldTransaction(Connection connection) {
        this.connection = connection;
    }

    /** @param sql what it does, and holds on to */
    static HeldTransaction begin(CrmDatabase crm, String sql) {
        try {
            Connection connection = crm.alone();
            try (Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute(LOCK_TIMEOUT);
                statement.execute(sql);
                return new HeldTransaction(connection);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new CannotAcquireLockException("The fault could not get hold of its rows: " + e.getMessage(), e);
        }
    }

    /** Commits. A connection that was lost meanwhile has given up its locks already. */
    @Override
    public void close() {
        try (connection) {
            connection.commit();
        } catch (SQLException lost) {
            org.slf4j.LoggerFactory.getLogger(HeldTransaction.class)
                    .debug("The transaction of a fault had ended before", lost);
        }
    }
}

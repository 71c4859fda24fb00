package io.recado.sandbox.crm;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Where statements of clients stop ({@code fallo.parada}) until the sandbox lets them through: an advisory lock that a connection of the
 * sandbox's own holds. When that connection ends, the gate is open.
 */
final class Gate implements AutoCloseable {

    private static final int SIGNAL = 1_400_000_000;
    private static final int LOCK = 1_500_000_000;

    /**
     * A statement that waits at the gate.
     *
     * @param pid the session
     * @param statement tells the session's statements apart
     * @param rows the keys it has come to
     */
    record Waiting(int pid, String statement, Set<Integer> rows) {}

    private final int fault;
    private final Connection connection;
    private final JdbcClient jdbc;
    private final Map<String, Long> since = new HashMap<>();
    private final Set<String> served = new HashSet<>();

    Gate(CrmDatabase crm, int fault) {
        this.fault = fault;
        try {
            this.connection = crm.alone();
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("The fault found no connection of its own", e);
        }
        this.jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
    }

    void shut() {
        call("pg_advisory_lock");
    }

    /** Everybody who waits goes on. */
    void open() {
        call("pg_advisory_unlock");
    }

    /** Who waits, and has not been let through in the same statement before. Those that have are let through at once. */
    List<Waiting> waiting() {
        Collection<Waiting> all = read();
        since.keySet().retainAll(all.stream().map(Waiting::statement).toList());
        List<Waiting> fresh = new ArrayList<>();
        for (Waiting one : all) {
            since.putIfAbsent(one.statement(), System.nanoTime());
            if (!served.contains(one.statement())) {
                fresh.add(one);
            }
        }
        if (fresh.isEmpty() && !all.isEmpty()) {
            open();
            shut();
        }
        return fresh;
    }

    /** How long the statement has waited here, in nanoseconds. */
    long age(Waiting one) {
        return System.nanoTime() - since.getOrDefault(one.statement(), System.nanoTime());
    }

    void served(Collection<Waiting> some) {
        some.forEach(one -> served.add(one.statement()));
    }

    private Collection<Waiting> read() {
        Map<Integer, Waiting> found = new HashMap<>();
        jdbc.sql("""
                        select w.pid, w.pid || ' ' || coalesce(cast(a.query_start as text), '') as statement, s.objid as row
                          from pg_locks w
                          join pg_stat_activity a on a.pid = w.pid
                          left join pg_locks s on s.pid = w.pid and s.locktype = 'advisory' and s.classid = :signal and s.objid <> 0
                         where w.locktype = 'advisory' and w.classid = :lock and not w.granted
                           and w.database = (select oid from pg_database where datname = current_database())
                        """)
                .param("signal", SIGNAL + fault)
                .param("lock", LOCK + fault)
                .query(row -> {
                    Waiting one = found.computeIfAbsent(
                            row.getInt("pid"), pid -> new Waiting(pid, string(row, "statement"), new TreeSet<>()));
                    int key = row.getInt("row");
                    if (!row.wasNull()) {
                        one.rows().add(key);
                    }
                });
        return found.values();
    }

    private static String string(java.sql.ResultSet row, String column) {
        try {
            return String.valueOf(row.getString(column));
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("The gate cannot be read", e);
        }
    }

    private void call(String function) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select %s(%d, 0)".formatted(function, LOCK + fault));
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("The gate of a fault is lost: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException lost) {
            org.slf4j.LoggerFactory.getLogger(Gate.class).debug("The gate had been lost before", lost);
        }
    }
}

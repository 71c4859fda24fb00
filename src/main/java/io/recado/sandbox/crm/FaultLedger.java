package io.recado.sandbox.crm;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes the database for a fault and notes in the same transaction how that is undone: nothing stays broken without a note. */
final class FaultLedger {

    private static final Logger log = LoggerFactory.getLogger(FaultLedger.class);

    private final CrmDatabase crm;
    private final String database;

    FaultLedger(CrmDatabase crm) {
        this.crm = crm;
        this.database =
                crm.jdbc().sql("select current_database()").query(String.class).single();
    }

    FaultPlan plan(FaultKind kind, FaultOrder order) {
        return FaultPlan.of(kind, order, database);
    }

    /** @return the number it is undone by */
    int change(FaultKind kind, FaultPlan plan) {
        Integer made = crm.transaction().execute(status -> {
            int id = crm.jdbc()
                    .sql("insert into producto.fallo (clase, deshacer) values (:kind, '{}') returning id")
                    .param("kind", kind.code())
                    .query(Integer.class)
                    .single();
            crm.jdbc()
                    .sql("update producto.fallo set deshacer = :undo where id = :id")
                    .param(
                            "undo",
                            plan.undo().stream().map(sql -> numbered(sql, id)).toArray(String[]::new))
                    .param("id", id)
                    .update();
            plan.change().forEach(sql -> crm.jdbc().sql(numbered(sql, id)).update());
            return id;
        });
        return made == null ? 0 : made;
    }

    void undo(int id) {
        crm.transaction().executeWithoutResult(status -> {
            List<String> undo = crm.jdbc()
                    .sql("select unnest(deshacer) from producto.fallo where id = :id")
                    .param("id", id)
                    .query(String.class)
                    .list();
            undo.forEach(sql -> crm.jdbc().sql(sql).update());
            crm.jdbc()
                    .sql("delete from producto.fallo where id = :id")
                    .param("id", id)
                    .update();
        });
    }

    /** The newest first, so that what one needs of another is there. */
    void takeBackWhatWasLeft() {
        List<Integer> left = crm.jdbc()
                .sql("select id from producto.fallo order by id desc")
                .query(Integer.class)
                .list();
        left.forEach(this::undo);
        if (!left.isEmpty()) {
            log.info("{} faults of the CRM were left from before; they are taken back", left.size());
        }
    }

    void requireColumn(FaultOrder order) {
        boolean there = crm.jdbc()
                .sql("""
                        select exists (select 1 from information_schema.columns
                                        where table_schema = 'public' and table_name = :table and column_name = :column)
                        """)
                .param("table", order.table())
                .param("column", order.column())
                .query(Boolean.class)
                .single();
        if (!there) {
            throw new IllegalArgumentException(
                    "column: a column of %s was expected, found %s".formatted(order.table(), order.column()));
        }
    }

    void cutClients() {
        crm.jdbc()
                .sql(
                        "select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = :client and datname = current_database()")
                .param("client", CrmDatabase.CLIENT)
                .query(Long.class)
                .single();
    }

    private static String numbered(String sql, int id) {
        return sql.replace("{id}", String.valueOf(id));
    }
}

package io.recado.sandbox.crm;

import io.recado.sandbox.crm.Gate.Waiting;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What happens to clients' statements that a gate has stopped: they wait, are cut off, or find their row changed. */
final class Ambush {

    private final FaultKind kind;
    private final FaultOrder order;
    private final Gate gate;
    private final CrmDatabase crm;
    private final WallClock clock;
    private volatile int left;

    Ambush(FaultKind kind, FaultOrder order, Gate gate, CrmDatabase crm, WallClock clock) {
        this.kind = kind;
        this.order = order;
        this.gate = gate;
        this.crm = crm;
        this.clock = clock;
        this.left = order.times() == null ? 1 : order.times();
    }

    int left() {
        return left;
    }

    /**
     * Strikes who waits.
     *
     * @return false when that was the last one
     */
    boolean look() {
        if (left <= 0) {
            return false;
        }
        List<Waiting> waiting = gate.waiting();
        if (waiting.isEmpty() || (kind == FaultKind.SLOW && waiting.stream().noneMatch(this::waitedEnough))) {
            return true;
        }
        waiting.forEach(this::strike);
        gate.served(waiting);
        left = Math.max(0, left - waiting.size());
        gate.open();
        if (left > 0) {
            gate.shut();
        }
        return left > 0;
    }

    private boolean waitedEnough(Waiting one) {
        return gate.age(one) >= TimeUnit.SECONDS.toNanos(order.pause() == null ? 0 : order.pause());
    }

    private void strike(Waiting one) {
        if (kind == FaultKind.ANSWER_CUT) {
            crm.jdbc()
                    .sql("select pg_terminate_backend(:pid)")
                    .param("pid", one.pid())
                    .query(Boolean.class)
                    .single();
        } else if (kind == FaultKind.VERSION_CONFLICT) {
            one.rows().forEach(this::takeFromUnder);
        }
    }

    /** Somebody in the sales room was faster: the meeting is an hour later, the unit is blocked. */
    private void takeFromUnder(int row) {
        String sql = "unidad".equals(order.table())
                ? "update unidad set estado = 'BLOQUEADA', fecha_modificacion = :now where id_unidad = :id"
                : """
                update compromiso set inicio = inicio + interval '1 hour', fin = fin + interval '1 hour', fecha_modificacion = :now
                 where id_compromiso = :id
                """;
        crm.jdbc().sql(sql).param("now", clock.now()).param("id", row).update();
    }
}

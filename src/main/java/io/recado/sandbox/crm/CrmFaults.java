package io.recado.sandbox.crm;

import io.recado.sandbox.SandboxReset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Faults of the database that are in force. Each is a real change or a real session of PostgreSQL, seen by clients only as far as a
 * database can tell them apart; a locked table is locked for the sandbox too. A reset takes all of them back, and so does a start, for
 * those that a killed sandbox has left behind.
 */
@Component("crmFaults")
class CrmFaults implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(CrmFaults.class);
    private static final long LOOK_MILLIS = 20;
    private static final Duration AGAIN = Duration.ofSeconds(2);

    /**
     * A fault in force.
     *
     * @param table null: none in particular
     * @param left statements it will still strike; null: it is not counted
     * @param seconds until it is taken back by itself; null: somebody has to
     */
    record Armed(
            int id,
            String kind,
            @Nullable String table,
            @Nullable String column,
            @Nullable Integer minutes,
            @Nullable Integer pause,
            @Nullable Integer left,
            @Nullable Long seconds) {}

    private static final class InForce {

        private final FaultKind kind;
        private final FaultOrder order;
        private @Nullable AutoCloseable held;
        private @Nullable Ambush ambush;
        private @Nullable ScheduledFuture<?> watch;
        private @Nullable ScheduledFuture<?> end;

        private InForce(FaultKind kind, FaultOrder order) {
            this.kind = kind;
            this.order = order;
        }
    }

    private final CrmDatabase crm;
    private final WallClock clock;
    private final FaultLedger ledger;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("crm-faults").factory());
    private final Map<Integer, InForce> inForce = new LinkedHashMap<>();

    CrmFaults(CrmDatabase crm, WallClock clock) {
        this.crm = crm;
        this.clock = clock;
        this.ledger = new FaultLedger(crm);
        ledger.takeBackWhatWasLeft();
    }

    /**
     * Breaks something.
     *
     * @return null when it struck once and is over
     * @throws IllegalArgumentException when the order makes no sense
     */
    synchronized @Nullable Armed arm(FaultOrder asked) {
        FaultOrder order = asked.complete();
        FaultKind kind = FaultKind.of(order.kind());
        if (kind == FaultKind.COLUMN_RENAMED) {
            ledger.requireColumn(order);
        }
        inForce.entrySet().stream()
                .filter(other -> other.getValue().kind == kind
                        && String.valueOf(other.getValue().order.table()).equals(order.table()))
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::takeBack);
        FaultPlan plan = ledger.plan(kind, order);
        if (kind == FaultKind.CONNECTIONS_CUT) {
            ledger.cutClients();
            return null;
        }
        int id = ledger.change(kind, plan);
        InForce fault = new InForce(kind, order);
        inForce.put(id, fault);
        start(id, fault);
        if (plan.cut()) {
            ledger.cutClients();
        }
        log.info("Fault {} of the CRM: {} is in force", id, kind.code());
        return armed(id, fault);
    }

    public synchronized List<Armed> list() {
        return inForce.entrySet().stream()
                .map(one -> armed(one.getKey(), one.getValue()))
                .toList();
    }

    /** @return false when there is no such fault, or no more */
    synchronized boolean takeBack(int id) {
        InForce fault = inForce.get(id);
        if (fault == null) {
            return false;
        }
        stop(fault);
        ledger.undo(id);
        inForce.remove(id);
        if (ledger.plan(fault.kind, fault.order).cut()) {
            ledger.cutClients();
        }
        log.info("Fault {} of the CRM: {} is over", id, fault.kind.code());
        return true;
    }

    /** The newest first, so that what one needs of another is there. */
    synchronized void takeBackAll() {
        new ArrayList<>(inForce.keySet()).reversed().forEach(this::takeBack);
    }

    @EventListener(SandboxReset.class)
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void whenReset() {
        takeBackAll();
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
        takeBackAll();
    }

    private void start(int id, InForce fault) {
        try {
            switch (fault.kind) {
                case TABLE_LOCKED ->
                    fault.held = HeldTransaction.begin(
                            crm, "lock table public.%s in access exclusive mode".formatted(fault.order.table()));
                case LATE_COMMIT -> fault.held = HeldTransaction.begin(crm, """
                        update producto.compromiso set lugar = 'Sala de Ventas Norte, segundo piso'
                         where id_compromiso = (select id_compromiso from producto.compromiso
                                                 where estado = 'PROGRAMADA' and tipo = 'CITA' and not eliminado
                                                 order by inicio limit 1)
                        """);
                case SLOW, ANSWER_CUT, VERSION_CONFLICT -> ambush(id, fault);
                default -> {}
            }
        } catch (DataAccessException e) {
            takeBack(id);
            throw e;
        }
        Integer seconds = fault.order.seconds();
        if (seconds != null) {
            fault.end = timer.schedule(() -> end(id), seconds, TimeUnit.SECONDS);
        }
    }

    private void ambush(int id, InForce fault) {
        Gate gate = new Gate(crm, id);
        gate.shut();
        Ambush ambush = new Ambush(fault.kind, fault.order, gate, crm, clock);
        fault.held = gate;
        fault.ambush = ambush;
        fault.watch =
                timer.scheduleWithFixedDelay(() -> look(id, ambush), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look(int id, Ambush ambush) {
        try {
            if (!ambush.look()) {
                end(id);
            }
        } catch (DataAccessException e) {
            log.warn("Fault {} of the CRM is taken back: {}", id, e.getMessage());
            end(id);
        }
    }

    /** By itself: when somebody's transaction is in the way, again a little later. */
    private synchronized void end(int id) {
        InForce fault = inForce.get(id);
        if (fault == null) {
            return;
        }
        try {
            takeBack(id);
        } catch (DataAccessException | TransactionException e) {
            log.info("Fault {} of the CRM is taken back in a moment: {}", id, e.getMessage());
            fault.end = timer.schedule(() -> end(id), AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static void stop(InForce fault) {
        if (fault.watch != null) {
            fault.watch.cancel(false);
        }
        if (fault.end != null) {
            fault.end.cancel(false);
        }
        try {
            if (fault.held != null) {
                fault.held.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("A fault does not let go", e);
        }
    }

    private static Armed armed(int id, InForce fault) {
        FaultOrder order = fault.order;
        FaultKind kind = fault.kind;
        return new Armed(
                id,
                kind.code(),
                kind.table().isEmpty() ? null : order.table(),
                kind.takes(FaultKind.Field.COLUMN) ? order.column() : null,
                kind.takes(FaultKind.Field.MINUTES) ? order.minutes() : null,
                kind.takes(FaultKind.Field.PAUSE) ? order.pause() : null,
                fault.ambush == null ? null : fault.ambush.left(),
                fault.end == null ? null : Math.max(0, fault.end.getDelay(TimeUnit.SECONDS)));
    }
}

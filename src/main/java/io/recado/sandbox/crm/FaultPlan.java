package io.recado.sandbox.crm;

import java.util.ArrayList;
import java.util.List;

/**
 * What a fault does to the database and how that is undone, both in one transaction each. {@code {id}} stands for the fault's number.
 *
 * @param cut the client's connections are cut afterwards, for what only new ones notice
 */
record FaultPlan(List<String> change, List<String> undo, boolean cut) {

    private static final List<String> STAMPED = List.of("unidad", "visitante", "visita", "compromiso", "reserva");
    private static final String STATES =
            "'PROGRAMADA', 'CONFIRMADA', 'CUMPLIDA', 'NO_ASISTIO', 'CANCELADA', 'REPROGRAMADA'";

    /** @param order complete, its names checked: they cannot be bound here */
    static FaultPlan of(FaultKind kind, FaultOrder order, String database) {
        String table = "public." + order.table();
        String key = "id_" + order.table();
        return switch (kind) {
            case COLUMN_RENAMED ->
                new FaultPlan(
                        List.of("alter table %s rename column %s to %s_v2"
                                .formatted(table, order.column(), order.column())),
                        List.of("alter table %s rename column %s_v2 to %s"
                                .formatted(table, order.column(), order.column())),
                        false);
            case LOGIN_REFUSED ->
                new FaultPlan(
                        List.of("revoke connect on database %s from public".formatted(database)),
                        List.of("grant connect on database %s to public".formatted(database)),
                        true);
            case PERMISSION_DENIED ->
                new FaultPlan(
                        List.of("revoke select on %s from %s".formatted(table, CrmDatabase.CLIENT)),
                        List.of("grant select on %s to %s".formatted(table, CrmDatabase.CLIENT)),
                        false);
            case READ_ONLY -> {
                String role = "alter role %s in database %s ".formatted(CrmDatabase.CLIENT, database);
                yield new FaultPlan(
                        List.of(role + "set default_transaction_read_only = on"),
                        List.of(role + "reset default_transaction_read_only"),
                        true);
            }
            case SLOW, ANSWER_CUT -> policy(table, "for all to %s using ((select fallo.parada({id}, 0)))");
            case VERSION_CONFLICT ->
                policy(table, "for update to %s using (fallo.parada({id}, " + key + ")) with check (true)");
            case ROWS_HIDDEN -> policy(table, "for select to %s using (" + key + " % 10 = 0)");
            case CLOCK_SKEW -> skew(order.minutes() == null ? 0 : order.minutes());
            case UNKNOWN_STATE -> unknownState();
            case TABLE_LOCKED, LATE_COMMIT, CONNECTIONS_CUT ->
                new FaultPlan(List.of(), List.of(), kind == FaultKind.CONNECTIONS_CUT);
        };
    }

    private static FaultPlan policy(String table, String rule) {
        return new FaultPlan(
                List.of("create policy fallo_{id} on " + table + " as restrictive "
                        + rule.replace("%s", CrmDatabase.CLIENT)),
                List.of("drop policy fallo_{id} on " + table),
                false);
    }

    private static FaultPlan skew(int minutes) {
        List<String> change = new ArrayList<>();
        List<String> undo = new ArrayList<>();
        for (String table : STAMPED) {
            change.add(
                    "create trigger zz_desfase_{id} before insert or update on public.%s for each row execute function fallo.desfasar('%d')"
                            .formatted(table, minutes));
            undo.add("drop trigger zz_desfase_{id} on public." + table);
        }
        return new FaultPlan(change, undo, false);
    }

    private static FaultPlan unknownState() {
        return new FaultPlan(
                List.of(
                        "alter table public.compromiso drop constraint compromiso_estado_check",
                        "alter table public.compromiso add constraint compromiso_estado_check check (estado in ("
                                + STATES + ", 'EN_SALA'))",
                        """
                        update public.compromiso set estado = 'EN_SALA'
                         where id_compromiso in (select id_compromiso from public.compromiso
                                                  where estado = 'PROGRAMADA' and tipo = 'CITA' and not eliminado
                                                  order by inicio limit 3)
                        """),
                List.of(
                        "update public.compromiso set estado = 'PROGRAMADA' where estado = 'EN_SALA'",
                        "alter table public.compromiso drop constraint compromiso_estado_check",
                        "alter table public.compromiso add constraint compromiso_estado_check check (estado in ("
                                + STATES + "))"),
                false);
    }
}

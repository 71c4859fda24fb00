package io.recado.sandbox.crm;

import io.recado.sandbox.ClockMoved;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Units that somebody asked to reserve: asked for by a client or at the desk, authorised by an advisor, overdue by the sandbox's clock.
 * What becomes of the unit is the database's business ({@code V2__leads_quotes_reservations.sql}). Times are Bogotá's wall clock.
 */
@Component
class Reservations {

    private static final Logger log = LoggerFactory.getLogger(Reservations.class);
    private static final int LOOK_SECONDS = 3;
    private static final int MANY = 200;

    /**
     * A reservation with its unit and whom it is for.
     *
     * @param due null: it never expires
     * @param authoriser null: nobody yet
     */
    record Reservation(
            int id,
            String state,
            @Nullable LocalDateTime due,
            @Nullable String authoriser,
            LocalDateTime created,
            long version,
            int unit,
            String unitName,
            String unitState,
            String project,
            int visit,
            String visitor) {

        public boolean living() {
            return state.equals("SOLICITADA") || state.equals("AUTORIZADA");
        }
    }

    private final CrmDatabase crm;
    private final WallClock clock;

    Reservations(CrmDatabase crm, WallClock clock) {
        this.crm = crm;
        this.clock = clock;
    }

    /**
     * The newest first, living ones before all others.
     *
     * @param visit null: everybody's
     */
    List<Reservation> list(@Nullable Integer visit) {
        return crm.jdbc()
                .sql("""
                        select r.id_reserva as id, r.estado as state, r.vence as due, a.nombre as authoriser, r.fecha_creacion as created,
                               r.ver as version, u.id_unidad as unit, u.nombre as unit_name, u.estado as unit_state, p.nombre as project,
                               r.id_visita as visit, concat_ws(' ', vi.nombres, vi.apellidos) as visitor
                          from reserva r
                          join unidad u on u.id_unidad = r.id_unidad
                          join proyecto p on p.id_proyecto = u.id_proyecto
                          join visita v on v.id_visita = r.id_visita
                          join visitante vi on vi.id_visitante = v.id_visitante
                          left join asesor a on a.id_asesor = r.autorizada_por
                         where cast(:visit as int) is null or r.id_visita = :visit
                         order by r.estado not in ('SOLICITADA', 'AUTORIZADA'), r.id_reserva desc limit :many
                        """)
                .param("visit", visit)
                .param("many", MANY)
                .query(Reservation.class)
                .list();
    }

    /**
     * Asks for a unit: takes it and makes the reservation, or neither.
     *
     * @return false when the unit is not free
     */
    boolean request(int visit, int unit, LocalDateTime due) {
        return Boolean.TRUE.equals(crm.transaction().execute(status -> {
            int taken = crm.jdbc()
                    .sql(
                            "update unidad set estado = 'RESERVADA', fecha_modificacion = :now where id_unidad = :unit and estado = 'DISPONIBLE'")
                    .param("now", clock.now())
                    .param("unit", unit)
                    .update();
            return taken == 1
                    && crm.jdbc()
                                    .sql("""
                                            insert into reserva (id_visita, id_unidad, estado, vence, fecha_creacion, fecha_modificacion)
                                            values (:visit, :unit, 'SOLICITADA', :due, :now, :now)
                                            """)
                                    .param("visit", visit)
                                    .param("unit", unit)
                                    .param("due", due)
                                    .param("now", clock.now())
                                    .update()
                            == 1;
        }));
    }

    /** @return false when it is not waiting any more, is overdue, or the advisor is not there */
    boolean authorise(int id, int advisor) {
        return crm.jdbc()
                        .sql("""
                                update reserva set estado = 'AUTORIZADA', autorizada_por = :advisor, fecha_modificacion = :now
                                 where id_reserva = :id and estado = 'SOLICITADA' and (vence is null or vence > :now)
                                   and exists (select 1 from asesor where id_asesor = :advisor and activo)
                                """)
                        .param("advisor", advisor)
                        .param("now", clock.now())
                        .param("id", id)
                        .update()
                == 1;
    }

    boolean withdraw(int id) {
        return crm.jdbc().sql("""
                                update reserva set estado = 'DESISTIDA', fecha_modificacion = :now
                                 where id_reserva = :id and estado in ('SOLICITADA', 'AUTORIZADA')
                                """).param("now", clock.now()).param("id", id).update() == 1;
    }

    /** What nobody authorised in time. A table that is locked just now is looked at again later. */
    @EventListener(ClockMoved.class)
    @Scheduled(fixedDelay = LOOK_SECONDS, initialDelay = LOOK_SECONDS, timeUnit = TimeUnit.SECONDS)
    void expire() {
        try {
            int expired = crm.jdbc()
                    .sql(
                            "update reserva set estado = 'VENCIDA', fecha_modificacion = :now where estado = 'SOLICITADA' and vence <= :now")
                    .param("now", clock.now())
                    .update();
            if (expired > 0) {
                log.info("{} reservations of the sales room expired", expired);
            }
        } catch (DataAccessException | TransactionException e) {
            log.debug("Reservations are looked at again in {} s", LOOK_SECONDS, e);
        }
    }
}

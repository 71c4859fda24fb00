package io.recado.sandbox.crm;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the people of the sales room see and change. Times are Bogotá's wall clock. */
@Component
class Commitments {

    /** What can be done with a commitment by hand. */
    enum Action {
        CONFIRM("CONFIRMADA"),
        CANCEL("CANCELADA"),
        ATTEND("CUMPLIDA"),
        MISS("NO_ASISTIO"),
        REOPEN("PROGRAMADA");

        private final String state;

        Action(String state) {
            this.state = state;
        }
    }

    /**
     * A commitment with whom it is about.
     *
     * @param mobile as typed; null: none
     * @param code the dialling code as typed; empty or null means 57
     */
    record Commitment(
            int id,
            String kind,
            LocalDateTime start,
            LocalDateTime end,
            String state,
            boolean deleted,
            long version,
            @Nullable String place,
            int visit,
            int visitor,
            String firstNames,
            String surnames,
            @Nullable String mobile,
            @Nullable String code,
            boolean whatsApp,
            @Nullable String project,
            String room,
            String advisor,
            String stage) {

        public boolean expected() {
            return !deleted && (state.equals("PROGRAMADA") || state.equals("CONFIRMADA"));
        }

        public boolean off() {
            return deleted || state.equals("CANCELADA") || state.equals("REPROGRAMADA");
        }
    }

    private static final String COMMITMENT = """
            select c.id_compromiso as id, c.tipo as kind, c.inicio as start, c.fin as "end", c.estado as state, c.eliminado as deleted,
                   c.ver as version, c.lugar as place, v.id_visita as visit, vi.id_visitante as visitor,
                   coalesce(vi.nombres, '') as first_names, coalesce(vi.apellidos, '') as surnames, vi.celular as mobile,
                   vi.indicativo as code, vi.autoriza_whatsapp as whats_app, p.nombre as project, m.nombre as room,
                   a.nombre as advisor, e.nombre as stage
              from compromiso c
              join visita v on v.id_visita = c.id_visita
              join visitante vi on vi.id_visitante = v.id_visitante
              join macroproyecto m on m.id_macroproyecto = v.id_macroproyecto
              join asesor a on a.id_asesor = c.id_asesor
              join estado_embudo e on e.id_estado = v.id_estado
              left join proyecto p on p.id_proyecto = v.id_proyecto
            """;

    private final CrmDatabase crm;
    private final WallClock clock;

    Commitments(CrmDatabase crm, WallClock clock) {
        this.crm = crm;
        this.clock = clock;
    }

    List<Commitment> on(LocalDate day) {
        return crm.jdbc()
                .sql(COMMITMENT + " where c.inicio >= :day and c.inicio < :next order by c.inicio, c.id_compromiso")
                .param("day", day.atStartOfDay())
                .param("next", day.plusDays(1).atStartOfDay())
                .query(Commitment.class)
                .list();
    }

    /** Those of one visit, the newest first. */
    List<Commitment> of(int visit) {
        return crm.jdbc()
                .sql(COMMITMENT + " where c.id_visita = :visit order by c.inicio desc")
                .param("visit", visit)
                .query(Commitment.class)
                .list();
    }

    /**
     * Makes a meeting of an hour with the visit's advisor.
     *
     * @return false when the visit has no advisor, or the advisor has something else then
     */
    boolean book(int visit, LocalDateTime start, @Nullable String place) {
        return crm.jdbc()
                        .sql("""
                                insert into compromiso (id_visita, id_asesor, tipo, lugar, inicio, fin, estado, fecha_modificacion)
                                select v.id_visita, v.id_asesor, 'CITA', :place, :start, :end, 'PROGRAMADA', :now
                                  from visita v
                                 where v.id_visita = :visit and v.id_asesor is not null
                                   and not exists (select 1 from compromiso c
                                                    where c.id_asesor = v.id_asesor and not c.eliminado
                                                      and c.estado in ('PROGRAMADA', 'CONFIRMADA') and c.inicio < :end and c.fin > :start)
                                """)
                        .param("visit", visit)
                        .param("start", start)
                        .param("end", start.plusHours(1))
                        .param("place", place)
                        .param("now", clock.now())
                        .update()
                == 1;
    }

    boolean change(int id, Action action) {
        return crm.jdbc()
                        .sql("""
                                update compromiso set estado = :state, fecha_modificacion = :now
                                 where id_compromiso = :id and not eliminado and estado <> 'REPROGRAMADA'
                                """)
                        .param("state", action.state)
                        .param("now", clock.now())
                        .param("id", id)
                        .update()
                == 1;
    }

    /** The sales room writes another time over the old one; it stays the same commitment. */
    boolean move(int id, LocalDateTime start) {
        return crm.jdbc()
                        .sql("""
                                update compromiso
                                   set inicio = :start, fin = cast(:start as timestamp) + (fin - inicio), fecha_modificacion = :now
                                 where id_compromiso = :id and not eliminado and estado in ('PROGRAMADA', 'CONFIRMADA')
                                """)
                        .param("start", start)
                        .param("now", clock.now())
                        .param("id", id)
                        .update()
                == 1;
    }

    /** The row stays, marked as deleted. */
    boolean delete(int id) {
        return crm.jdbc()
                        .sql(
                                "update compromiso set eliminado = true, fecha_modificacion = :now where id_compromiso = :id")
                        .param("now", clock.now())
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Not even the row is left: only a full reading can notice. */
    boolean erase(int id) {
        crm.jdbc()
                .sql("update compromiso set id_compromiso_anterior = null where id_compromiso_anterior = :id")
                .param("id", id)
                .update();
        return crm.jdbc()
                        .sql("delete from compromiso where id_compromiso = :id")
                        .param("id", id)
                        .update()
                == 1;
    }

    boolean phone(int visitor, String code, @Nullable String mobile) {
        return crm.jdbc()
                        .sql("""
                                update visitante set indicativo = :code, celular = :mobile, fecha_modificacion = :now
                                 where id_visitante = :id
                                """)
                        .param("code", code)
                        .param("mobile", mobile)
                        .param("now", clock.now())
                        .param("id", visitor)
                        .update()
                == 1;
    }
}

package io.recado.sandbox.pms;

import static io.recado.sandbox.pms.Fichero.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What is taken of professionals and cabinas. The database keeps it, from citas and holds, and two of them cannot have the same time: an
 * exclusion constraint sees to that whoever writes.
 */
@Component
class Ocupacion {

    /** Time of a professional or a cabina that is not free. */
    record Tramo(String recurso, long id, Instant desde, Instant hasta) {}

    static final String PROFESIONAL = "profesional";
    static final String CABINA = "cabina";

    private final JdbcClient jdbc;

    Ocupacion(JdbcClient jdbc, PmsSchema schema) {
        this.jdbc = jdbc;
    }

    /** Lets bookings of a clinic come one after the other until the transaction ends, and drops the holds that are over. */
    void turno(long clinica, Instant ahora) {
        jdbc.sql("select pg_advisory_xact_lock(7331, :clinica)")
                .param("clinica", (int) clinica)
                .query((rs, row) -> 1)
                .single();
        jdbc.sql("delete from pms.retencion where clinica_id = :clinica and caduca_en <= :ahora")
                .param("clinica", clinica)
                .param("ahora", utc(ahora))
                .update();
    }

    /** Whether somebody has that time, once holds that are over were dropped. */
    boolean ocupado(Instant inicio, Instant fin, long profesional, @Nullable Long cabina, @Nullable CitaId salvo) {
        return jdbc.sql("""
                        select exists (
                          select 1 from pms.ocupacion
                           where tramo && tstzrange(:inicio, :fin)
                             and (recurso = 'profesional' and recurso_id = :profesional
                                  or recurso = 'cabina' and recurso_id = cast(:cabina as bigint))
                             and cita_id is distinct from cast(:salvo as bigint))
                        """)
                .param("profesional", profesional)
                .param("cabina", cabina)
                .param("inicio", utc(inicio))
                .param("fin", utc(fin))
                .param("salvo", salvo == null ? null : salvo.valor())
                .query(Boolean.class)
                .single();
    }

    /** What is taken of a clinic's professionals and cabinas in a stretch of time; holds that are over do not count. */
    List<Tramo> entre(long clinica, Instant desde, Instant hasta, Instant ahora) {
        return jdbc.sql("""
                        select o.recurso, o.recurso_id, lower(o.tramo) as desde, upper(o.tramo) as hasta
                          from pms.ocupacion o
                          left join pms.retencion r on r.id = o.retencion_id
                         where o.tramo && tstzrange(:desde, :hasta)
                           and (r.id is null or r.caduca_en > :ahora)
                           and (o.recurso = 'profesional'
                                  and o.recurso_id in (select id from pms.profesional where clinica_id = :clinica)
                                or o.recurso = 'cabina'
                                  and o.recurso_id in (select id from pms.cabina where clinica_id = :clinica))
                        """)
                .param("clinica", clinica)
                .param("desde", utc(desde))
                .param("hasta", utc(hasta))
                .param("ahora", utc(ahora))
                .query(Ocupacion::tramo)
                .list();
    }

    private static Tramo tramo(ResultSet rs, int row) throws SQLException {
        return new Tramo(
                rs.getString("recurso"),
                rs.getLong("recurso_id"),
                Fichero.instant(rs, "desde"),
                Fichero.instant(rs, "hasta"));
    }
}

package io.recado.sandbox.pms;

import static io.recado.sandbox.pms.Fichero.instant;
import static io.recado.sandbox.pms.Fichero.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of the agenda: how they are found and written. */
@Component
class Citas {

    private static final String FILAS = """
            select c.*, k.zona_horaria,
                   array(select s.id from pms.cita_servicio cs join pms.servicio s on s.id = cs.servicio_id
                          where cs.cita_id = c.id order by cs.orden) as servicio_ids,
                   array(select s.nombre from pms.cita_servicio cs join pms.servicio s on s.id = cs.servicio_id
                          where cs.cita_id = c.id order by cs.orden) as servicio_nombres,
                   array(select s.duracion_min from pms.cita_servicio cs join pms.servicio s on s.id = cs.servicio_id
                          where cs.cita_id = c.id order by cs.orden) as servicio_minutos
              from pms.cita c join pms.clinica k on k.id = c.clinica_id
            """;

    /**
     * What to read of a clinic's agenda.
     *
     * @param desde first moment of the window, hasta its end (not included); null: no bound
     * @param modificadasDesde inclusive; null: all
     * @param anuladas with those that are cancelled, moved away or deleted
     * @param lapidasDesde deletions before this moment are forgotten
     */
    record Consulta(
            long clinica,
            @Nullable Instant desde,
            @Nullable Instant hasta,
            @Nullable Instant modificadasDesde,
            boolean anuladas,
            Instant lapidasDesde) {}

    private final JdbcClient jdbc;

    Citas(JdbcClient jdbc, PmsSchema schema) {
        this.jdbc = jdbc;
    }

    Optional<Cita> busca(CitaId id) {
        return jdbc.sql(FILAS + " where c.id = :id")
                .param("id", id.valor())
                .query(Citas::cita)
                .optional();
    }

    /** The same, locked until the transaction ends. */
    Optional<Cita> bloquea(CitaId id) {
        return jdbc.sql(FILAS + " where c.id = :id for update of c")
                .param("id", id.valor())
                .query(Citas::cita)
                .optional();
    }

    List<Cita> lee(Consulta que, @Nullable Cursor tras, int limite) {
        StringBuilder sql = new StringBuilder(FILAS).append(" where c.clinica_id = :clinica");
        sql.append(
                que.anuladas()
                        ? " and (c.estado <> 'eliminada' or c.modificada_en >= :lapidas)"
                        : " and c.estado not in ('anulada', 'reagendada', 'eliminada') and :lapidas is not null");
        if (que.desde() != null) {
            sql.append(" and c.inicio >= :desde");
        }
        if (que.hasta() != null) {
            sql.append(" and c.inicio < :hasta");
        }
        if (que.modificadasDesde() != null) {
            sql.append(" and c.modificada_en >= :modificadas");
        }
        if (tras != null) {
            sql.append(" and (c.modificada_en, c.id) > (:stamp, :id)");
        }
        var consulta = jdbc.sql(sql.append(" order by c.modificada_en, c.id limit :limite")
                        .toString())
                .param("clinica", que.clinica())
                .param("lapidas", utc(que.lapidasDesde()))
                .param("limite", limite);
        if (que.desde() != null) {
            consulta = consulta.param("desde", utc(que.desde()));
        }
        if (que.hasta() != null) {
            consulta = consulta.param("hasta", utc(que.hasta()));
        }
        if (que.modificadasDesde() != null) {
            consulta = consulta.param("modificadas", utc(que.modificadasDesde()));
        }
        if (tras != null) {
            consulta = consulta.param("stamp", utc(tras.modificado())).param("id", tras.id());
        }
        return consulta.query(Citas::cita).list();
    }

    /** The cita that a client system knows by a reference of its own. */
    Optional<Cita> porReferencia(String sistema, String referencia) {
        return jdbc.sql(FILAS + " where c.sistema = :sistema and c.referencia_externa = :referencia")
                .param("sistema", sistema)
                .param("referencia", referencia)
                .query(Citas::cita)
                .optional();
    }

    /** What a patient has on a day that is still to come or has happened. */
    List<Cita> delCliente(long cliente, Instant desde, Instant hasta) {
        return jdbc.sql(FILAS + """
                         where c.cliente_id = :cliente and c.inicio >= :desde and c.inicio < :hasta
                           and c.estado in ('pendiente', 'confirmada', 'asistida')
                        """)
                .param("cliente", cliente)
                .param("desde", utc(desde))
                .param("hasta", utc(hasta))
                .query(Citas::cita)
                .list();
    }

    void cambiaEstado(CitaId id, Estado estado, @Nullable String motivo, Instant ahora) {
        jdbc.sql("""
                        update pms.cita
                           set estado = :estado, motivo = coalesce(:motivo, motivo), version = version + 1, modificada_en = :ahora
                         where id = :id
                        """)
                .param("estado", estado.codigo())
                .param("motivo", motivo)
                .param("ahora", utc(ahora))
                .param("id", id.valor())
                .update();
    }

    /** A new version with nothing else in it. */
    void toca(CitaId id, Instant ahora) {
        jdbc.sql("update pms.cita set version = version + 1, modificada_en = :ahora where id = :id")
                .param("ahora", utc(ahora))
                .param("id", id.valor())
                .update();
    }

    void mueve(CitaId id, Instant inicio, Instant fin, Instant ahora) {
        jdbc.sql("""
                        update pms.cita
                           set inicio = :inicio, fin = :fin, version = version + 1, modificada_en = :ahora
                         where id = :id
                        """)
                .param("inicio", utc(inicio))
                .param("fin", utc(fin))
                .param("ahora", utc(ahora))
                .param("id", id.valor())
                .update();
    }

    /** Removes the row itself, without a trace; what was moved from it forgets where it came from. */
    boolean borra(CitaId id) {
        jdbc.sql("update pms.cita set cita_anterior_id = null where cita_anterior_id = :id")
                .param("id", id.valor())
                .update();
        return jdbc.sql("delete from pms.cita where id = :id")
                        .param("id", id.valor())
                        .update()
                == 1;
    }

    /** A cita to be written; what is missing in a {@link Cita} here is given by the database. */
    record Nueva(
            long clinica,
            @Nullable Long cliente,
            long profesional,
            @Nullable Long cabina,
            Instant inicio,
            Instant fin,
            List<Long> servicios,
            @Nullable String nota,
            String origen,
            @Nullable CitaId anterior,
            @Nullable String sistema,
            @Nullable String referencia) {

        Nueva(
                long clinica,
                @Nullable Long cliente,
                long profesional,
                @Nullable Long cabina,
                Instant inicio,
                Instant fin,
                List<Long> servicios,
                @Nullable String nota,
                String origen,
                @Nullable CitaId anterior) {
            this(clinica, cliente, profesional, cabina, inicio, fin, servicios, nota, origen, anterior, null, null);
        }
    }

    CitaId inserta(Nueva cita, Instant ahora) {
        long id = jdbc.sql("""
                        insert into pms.cita (id, clinica_id, cliente_id, profesional_id, cabina_id, inicio, fin, estado, nota,
                                              origen, cita_anterior_id, sistema, referencia_externa, creada_en, modificada_en)
                        values (nextval('pms.cita_id'), :clinica, :cliente, :profesional, :cabina, :inicio, :fin, 'pendiente', :nota,
                                :origen, :anterior, :sistema, :referencia, :ahora, :ahora)
                        returning id
                        """)
                .param("clinica", cita.clinica())
                .param("cliente", cita.cliente())
                .param("profesional", cita.profesional())
                .param("cabina", cita.cabina())
                .param("inicio", utc(cita.inicio()))
                .param("fin", utc(cita.fin()))
                .param("nota", cita.nota())
                .param("origen", cita.origen())
                .param(
                        "anterior",
                        cita.anterior() == null ? null : cita.anterior().valor())
                .param("sistema", cita.sistema())
                .param("referencia", cita.referencia())
                .param("ahora", utc(ahora))
                .query(Long.class)
                .single();
        for (int orden = 0; orden < cita.servicios().size(); orden++) {
            jdbc.sql("insert into pms.cita_servicio (cita_id, orden, servicio_id) values (:cita, :orden, :servicio)")
                    .param("cita", id)
                    .param("orden", orden + 1)
                    .param("servicio", cita.servicios().get(orden))
                    .update();
        }
        return new CitaId(id);
    }

    private static Cita cita(ResultSet rs, int row) throws SQLException {
        ZoneId zona = ZoneId.of(rs.getString("zona_horaria"));
        Long[] ids = (Long[]) rs.getArray("servicio_ids").getArray();
        String[] nombres = (String[]) rs.getArray("servicio_nombres").getArray();
        Integer[] minutos = (Integer[]) rs.getArray("servicio_minutos").getArray();
        List<Cita.Tratamiento> servicios = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            servicios.add(new Cita.Tratamiento(ids[i], nombres[i], minutos[i]));
        }
        Long anterior = rs.getObject("cita_anterior_id", Long.class);
        return new Cita(
                new CitaId(rs.getLong("id")),
                rs.getLong("clinica_id"),
                rs.getObject("cliente_id", Long.class),
                local(rs, "inicio", zona),
                local(rs, "fin", zona),
                servicios,
                rs.getLong("profesional_id"),
                rs.getObject("cabina_id", Long.class),
                Estado.de(rs.getString("estado")),
                rs.getString("motivo"),
                rs.getString("nota"),
                rs.getString("origen"),
                anterior == null ? null : new CitaId(anterior),
                rs.getString("referencia_externa"),
                rs.getInt("version"),
                instant(rs, "creada_en"),
                instant(rs, "modificada_en"),
                null,
                null,
                null);
    }

    private static OffsetDateTime local(ResultSet rs, String column, ZoneId zona) throws SQLException {
        return instant(rs, column).atZone(zona).toOffsetDateTime();
    }
}

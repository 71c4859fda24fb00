package io.recado.sandbox.pms;

import io.recado.sandbox.pms.Ficha.Cabina;
import io.recado.sandbox.pms.Ficha.Clinica;
import io.recado.sandbox.pms.Ficha.Profesional;
import io.recado.sandbox.pms.Ficha.Servicio;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Clinics, professionals with their hours, cabinas and services. */
@Component
class Fichero {

    private final JdbcClient jdbc;

    Fichero(JdbcClient jdbc, PmsSchema schema) {
        this.jdbc = jdbc;
    }

    List<Clinica> clinicas() {
        return jdbc.sql("select * from pms.clinica order by id")
                .query(Fichero::clinica)
                .list();
    }

    Optional<Clinica> clinica(long id) {
        return jdbc.sql("select * from pms.clinica where id = :id")
                .param("id", id)
                .query(Fichero::clinica)
                .optional();
    }

    Optional<ZoneId> zona(long clinica) {
        return clinica(clinica).map(Clinica::zonaHoraria).map(ZoneId::of);
    }

    List<Profesional> profesionales() {
        return jdbc.sql("select * from pms.profesional order by id")
                .query((rs, row) -> new Profesional(
                        rs.getLong("id"),
                        rs.getLong("clinica_id"),
                        rs.getString("nombre"),
                        rs.getString("especialidad"),
                        rs.getBoolean("activo")))
                .list();
    }

    /** The hours of everybody's week, by professional. */
    Map<Long, List<Franja>> horarios() {
        return jdbc
                .sql("select profesional_id, dia, desde, hasta from pms.horario order by profesional_id, dia, desde")
                .query((rs, row) -> Map.entry(
                        rs.getLong("profesional_id"),
                        new Franja(
                                rs.getInt("dia"),
                                rs.getObject("desde", LocalTime.class),
                                rs.getObject("hasta", LocalTime.class))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    List<Cabina> cabinas() {
        return jdbc.sql("select * from pms.cabina order by id")
                .query((rs, row) -> new Cabina(rs.getLong("id"), rs.getLong("clinica_id"), rs.getString("nombre")))
                .list();
    }

    List<Servicio> servicios() {
        return jdbc.sql("""
                        select s.*,
                               array(select case when i.servicio_id = s.id then i.otro_id else i.servicio_id end
                                       from pms.incompatibilidad i
                                      where s.id in (i.servicio_id, i.otro_id) order by 1) as incompatibles
                          from pms.servicio s order by s.id
                        """)
                .query((rs, row) -> new Servicio(
                        rs.getLong("id"),
                        rs.getString("nombre"),
                        rs.getInt("duracion_min"),
                        rs.getBoolean("requiere_cabina"),
                        List.of((Long[]) rs.getArray("incompatibles").getArray())))
                .list();
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static Instant instant(ResultSet rs, String column) throws SQLException {
        return rs.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Clinica clinica(ResultSet rs, int row) throws SQLException {
        return new Clinica(
                rs.getLong("id"),
                rs.getString("nombre_comercial"),
                rs.getString("direccion"),
                rs.getString("telefono"),
                rs.getString("ciudad"),
                rs.getString("pais"),
                rs.getString("prefijo"),
                rs.getString("zona_horaria"),
                rs.getInt("antelacion_minima_min"),
                rs.getString("reagenda_url"),
                rs.getString("area_clientes_url"),
                rs.getString("saldo_gestion"),
                instant(rs, "actualizado_en"));
    }
}

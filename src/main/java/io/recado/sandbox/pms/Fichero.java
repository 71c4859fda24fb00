package io.recado.sandbox.pms;

import io.recado.sandbox.pms.Ficha.Cabina;
import io.recado.sandbox.pms.Ficha.Cliente;
import io.recado.sandbox.pms.Ficha.Clinica;
import io.recado.sandbox.pms.Ficha.Consentimientos;
import io.recado.sandbox.pms.Ficha.Profesional;
import io.recado.sandbox.pms.Ficha.Servicio;
import io.recado.sandbox.pms.Ficha.Telefono;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Clinics, professionals, cabinas, services and patients. */
@Component
class Fichero {

    private static final String CLIENTES = """
            select c.*,
                   array(select t.numero from pms.telefono t where t.cliente_id = c.id order by t.orden) as numeros,
                   array(select t.tipo from pms.telefono t where t.cliente_id = c.id order by t.orden) as tipos
              from pms.cliente c
            """;

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final Clock clock;

    Fichero(JdbcClient jdbc, TransactionOperations transaction, Clock clock, PmsSchema schema) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
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

    List<Cabina> cabinas() {
        return jdbc.sql("select * from pms.cabina order by id")
                .query((rs, row) -> new Cabina(rs.getLong("id"), rs.getLong("clinica_id"), rs.getString("nombre")))
                .list();
    }

    List<Servicio> servicios() {
        return jdbc.sql("select * from pms.servicio order by id")
                .query((rs, row) -> new Servicio(
                        rs.getLong("id"),
                        rs.getString("nombre"),
                        rs.getInt("duracion_min"),
                        rs.getBoolean("requiere_cabina"),
                        List.of()))
                .list();
    }

    Map<Long, Cliente> clientes(Collection<Long> ids) {
        return jdbc
                .sql(CLIENTES + " where c.id = any(:ids)")
                .param("ids", ids.toArray(Long[]::new))
                .query(Fichero::cliente)
                .list()
                .stream()
                .collect(Collectors.toMap(Cliente::id, Function.identity()));
    }

    /** Patients changed since a moment (inclusive; null: all) and after a place, in the order of (modificadoEn, id). */
    List<Cliente> clientes(@Nullable Instant desde, @Nullable Cursor tras, int limite) {
        StringBuilder sql = new StringBuilder(CLIENTES).append(" where true");
        if (desde != null) {
            sql.append(" and c.modificado_en >= :desde");
        }
        if (tras != null) {
            sql.append(" and (c.modificado_en, c.id) > (:stamp, :id)");
        }
        var consulta = jdbc.sql(sql.append(" order by c.modificado_en, c.id limit :limite")
                        .toString())
                .param("limite", limite);
        if (desde != null) {
            consulta = consulta.param("desde", utc(desde));
        }
        if (tras != null) {
            consulta = consulta.param("stamp", utc(tras.modificado())).param("id", tras.id());
        }
        return consulta.query(Fichero::cliente).list();
    }

    List<Cliente> clientesDe(long clinica) {
        return jdbc.sql(CLIENTES + " where c.clinica_preferida_id = :clinica order by c.nombre, c.apellidos, c.id")
                .param("clinica", clinica)
                .query(Fichero::cliente)
                .list();
    }

    /** Replaces a patient's phones; one number, or none. */
    boolean cambiaTelefono(long cliente, @Nullable String numero) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            if (jdbc.sql("update pms.cliente set modificado_en = :ahora where id = :id")
                            .param("ahora", utc(clock.instant().truncatedTo(ChronoUnit.MILLIS)))
                            .param("id", cliente)
                            .update()
                    == 0) {
                return false;
            }
            jdbc.sql("delete from pms.telefono where cliente_id = :id")
                    .param("id", cliente)
                    .update();
            if (numero != null) {
                jdbc.sql("insert into pms.telefono (cliente_id, orden, numero, tipo) values (:id, 1, :numero, 'movil')")
                        .param("id", cliente)
                        .param("numero", numero)
                        .update();
            }
            return true;
        }));
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

    private static Cliente cliente(ResultSet rs, int row) throws SQLException {
        String[] numeros = (String[]) rs.getArray("numeros").getArray();
        String[] tipos = (String[]) rs.getArray("tipos").getArray();
        List<Telefono> telefonos = new ArrayList<>();
        for (int i = 0; i < numeros.length; i++) {
            telefonos.add(new Telefono(numeros[i], tipos[i]));
        }
        OffsetDateTime consentido = rs.getObject("consentimiento_en", OffsetDateTime.class);
        return new Cliente(
                rs.getLong("id"),
                rs.getString("nombre"),
                rs.getString("apellidos"),
                telefonos,
                rs.getString("email"),
                rs.getObject("fecha_nacimiento", LocalDate.class),
                rs.getString("idioma"),
                new Consentimientos(
                        rs.getObject("acepta_recordatorios", Boolean.class),
                        rs.getObject("acepta_publicidad_whatsapp", Boolean.class),
                        rs.getObject("acepta_publicidad_email", Boolean.class),
                        consentido == null ? null : consentido.toInstant()),
                rs.getObject("clinica_preferida_id", Long.class),
                instant(rs, "modificado_en"));
    }
}

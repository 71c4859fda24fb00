package io.recado.sandbox.pms;

import static io.recado.sandbox.pms.Fichero.instant;
import static io.recado.sandbox.pms.Fichero.utc;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Free time that client systems keep for themselves for a few minutes. Whether one is over is for the caller's clock to say. */
@Component
class Retenciones {

    private static final Pattern ID = Pattern.compile("R-(\\d{1,18})");
    private static final String FILAS =
            "select r.*, k.zona_horaria from pms.retencion r join pms.clinica k on k.id = r.clinica_id";

    /** A hold. */
    record Retencion(
            String id,
            long clinicaId,
            OffsetDateTime inicio,
            OffsetDateTime fin,
            long profesionalId,
            @Nullable Long cabinaId,
            List<Long> servicios,
            @JsonIgnore String sistema,

            @JsonFormat(pattern = Ficha.MILISEGUNDOS, timezone = "UTC")
            Instant caducaEn) {}

    private final JdbcClient jdbc;

    Retenciones(JdbcClient jdbc, PmsSchema schema) {
        this.jdbc = jdbc;
    }

    Retencion inserta(Citas.Nueva hueco, String sistema, Instant caducaEn) {
        long id = jdbc.sql("""
                        insert into pms.retencion (clinica_id, profesional_id, cabina_id, inicio, fin, servicios, sistema, caduca_en)
                        values (:clinica, :profesional, :cabina, :inicio, :fin, :servicios, :sistema, :caduca)
                        returning id
                        """)
                .param("clinica", hueco.clinica())
                .param("profesional", hueco.profesional())
                .param("cabina", hueco.cabina())
                .param("inicio", utc(hueco.inicio()))
                .param("fin", utc(hueco.fin()))
                .param("servicios", hueco.servicios().toArray(Long[]::new))
                .param("sistema", sistema)
                .param("caduca", utc(caducaEn))
                .query(Long.class)
                .single();
        return jdbc.sql(FILAS + " where r.id = :id")
                .param("id", id)
                .query(Retenciones::retencion)
                .single();
    }

    /** The hold of this system, also when it is over but nobody has taken its time yet. */
    Optional<Retencion> busca(String id, String sistema) {
        Matcher leido = ID.matcher(id);
        return leido.matches()
                ? jdbc.sql(FILAS + " where r.id = :id and r.sistema = :sistema")
                        .param("id", Long.parseLong(leido.group(1)))
                        .param("sistema", sistema)
                        .query(Retenciones::retencion)
                        .optional()
                : Optional.empty();
    }

    List<Retencion> vivas(long clinica, Instant ahora) {
        return jdbc.sql(FILAS + " where r.clinica_id = :clinica and r.caduca_en > :ahora order by r.inicio, r.id")
                .param("clinica", clinica)
                .param("ahora", utc(ahora))
                .query(Retenciones::retencion)
                .list();
    }

    /** Gives the time back; false when the hold is not there any more. */
    boolean suelta(Retencion retencion) {
        return jdbc.sql("delete from pms.retencion where id = :id")
                        .param("id", Long.parseLong(retencion.id().substring(2)))
                        .update()
                == 1;
    }

    private static Retencion retencion(ResultSet rs, int row) throws SQLException {
        ZoneId zona = ZoneId.of(rs.getString("zona_horaria"));
        return new Retencion(
                "R-" + rs.getLong("id"),
                rs.getLong("clinica_id"),
                instant(rs, "inicio").atZone(zona).toOffsetDateTime(),
                instant(rs, "fin").atZone(zona).toOffsetDateTime(),
                rs.getLong("profesional_id"),
                rs.getObject("cabina_id", Long.class),
                List.of((Long[]) rs.getArray("servicios").getArray()),
                rs.getString("sistema"),
                instant(rs, "caduca_en"));
    }
}

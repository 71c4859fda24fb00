package io.recado.sandbox.pms;

import static io.recado.sandbox.pms.Fichero.instant;
import static io.recado.sandbox.pms.Fichero.utc;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What subscribers have to be told, in the database: noted in the transaction of the change itself, so that neither is there without the
 * other, and kept over a restart. What could not be told comes again with growing delay and is given up after a day.
 */
@Component
class Avisos {

    static final Duration ABANDONA = Duration.ofHours(24);

    private static final int MAS_DOBLES = 16;

    /** Something new may be due. Published within the transaction that noted it. */
    record Anotado() {}

    /** The body of a webhook; who gets it reads the cita again, for the order is not promised. */
    record Cuerpo(
            String id,
            Suceso tipo,

            @JsonFormat(pattern = Ficha.MILISEGUNDOS, timezone = "UTC")
            Instant ocurridoEn,

            CitaId citaId,
            int version) {}

    /**
     * One thing to tell one subscriber.
     *
     * @param estado pendiente, entregado, abandonado or perdido
     * @param ultimaRespuesta the HTTP status that came, or why none came; null: not tried yet
     * @param proximoEn when it is tried next
     */
    record Aviso(
            long id,
            long webhookId,
            String tipo,
            CitaId citaId,
            int version,
            String cuerpo,
            String estado,
            int intentos,
            @Nullable String ultimaRespuesta,
            Instant ocurridoEn,
            Instant proximoEn,
            @Nullable Instant entregadoEn) {}

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final ApplicationEventPublisher events;
    private final PmsSettings settings;
    private final Clock clock;

    Avisos(
            JdbcClient jdbc,
            ObjectMapper json,
            ApplicationEventPublisher events,
            PmsSettings settings,
            Clock clock,
            PmsSchema schema) {
        this.jdbc = jdbc;
        this.json = json;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
    }

    /** Notes that everybody who subscribed to it has to be told; part of the caller's transaction. */
    void anota(Suceso suceso, Cita cita) {
        Instant ahora = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String id = "E-" + UUID.randomUUID();
        int cuantos = jdbc.sql("""
                        insert into pms.aviso (webhook_id, suceso_id, tipo, cita_id, version, cuerpo, estado, ocurrido_en, proximo_en)
                        select w.id, :id, :tipo, :cita, :version, :cuerpo, 'pendiente', :ahora, :ahora
                          from pms.webhook w where :tipo = any(w.eventos)
                        """)
                .param("id", id)
                .param("tipo", suceso.tipo())
                .param("cita", cita.id().valor())
                .param("version", cita.version())
                .param("cuerpo", texto(new Cuerpo(id, suceso, ahora, cita.id(), cita.version())))
                .param("ahora", utc(ahora))
                .update();
        if (cuantos > 0) {
            events.publishEvent(new Anotado());
        }
    }

    List<Aviso> vencidos(int cuantos) {
        return jdbc.sql("""
                        select * from pms.aviso where estado = 'pendiente' and proximo_en <= :ahora order by proximo_en, id limit :cuantos
                        """)
                .param("ahora", utc(clock.instant()))
                .param("cuantos", cuantos)
                .query(Avisos::aviso)
                .list();
    }

    /** The latest of a client's subscriptions, or of everybody's. */
    List<Aviso> ultimos(int cuantos) {
        return jdbc.sql("select * from pms.aviso order by id desc limit :cuantos")
                .param("cuantos", cuantos)
                .query(Avisos::aviso)
                .list();
    }

    void entregado(Aviso aviso, String respuesta) {
        jdbc.sql("""
                        update pms.aviso
                           set estado = 'entregado', intentos = intentos + 1, ultima_respuesta = :respuesta, entregado_en = :ahora
                         where id = :id
                        """)
                .param("respuesta", respuesta)
                .param("ahora", utc(clock.instant()))
                .param("id", aviso.id())
                .update();
    }

    /** Puts it off, or gives it up when it is a day old. */
    void fallido(Aviso aviso, String respuesta) {
        Instant ahora = clock.instant();
        Duration espera = settings.retryFirst().multipliedBy(1L << Math.min(aviso.intentos(), MAS_DOBLES));
        Duration puesta = espera.compareTo(settings.retryMost()) > 0 ? settings.retryMost() : espera;
        boolean viejo = !ahora.isBefore(aviso.ocurridoEn().plus(ABANDONA));
        jdbc.sql("""
                        update pms.aviso
                           set estado = :estado, intentos = intentos + 1, ultima_respuesta = :respuesta, proximo_en = :proximo
                         where id = :id
                        """)
                .param("estado", viejo ? "abandonado" : "pendiente")
                .param("respuesta", respuesta)
                .param("proximo", utc(ahora.plus(puesta)))
                .param("id", aviso.id())
                .update();
    }

    void perdido(Aviso aviso) {
        jdbc.sql("update pms.aviso set estado = 'perdido' where id = :id")
                .param("id", aviso.id())
                .update();
    }

    void retrasado(Aviso aviso, Duration cuanto) {
        jdbc.sql("update pms.aviso set proximo_en = :proximo where id = :id")
                .param("proximo", utc(clock.instant().plus(cuanto)))
                .param("id", aviso.id())
                .update();
    }

    /** Tries again at once, also what was given up or lost. */
    void reenvia(long id) {
        jdbc.sql("update pms.aviso set estado = 'pendiente', proximo_en = :ahora where id = :id")
                .param("ahora", utc(clock.instant()))
                .param("id", id)
                .update();
        events.publishEvent(new Anotado());
    }

    private String texto(Cuerpo cuerpo) {
        try {
            return json.writeValueAsString(cuerpo);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A webhook of the PMS could not be written as JSON", e);
        }
    }

    private static Aviso aviso(ResultSet rs, int row) throws SQLException {
        OffsetDateTime entregado = rs.getObject("entregado_en", OffsetDateTime.class);
        return new Aviso(
                rs.getLong("id"),
                rs.getLong("webhook_id"),
                rs.getString("tipo"),
                new CitaId(rs.getLong("cita_id")),
                rs.getInt("version"),
                rs.getString("cuerpo"),
                rs.getString("estado"),
                rs.getInt("intentos"),
                rs.getString("ultima_respuesta"),
                instant(rs, "ocurrido_en"),
                instant(rs, "proximo_en"),
                entregado == null ? null : entregado.toInstant());
    }
}

package io.recado.sandbox.pms;

import static io.recado.sandbox.pms.Fichero.instant;
import static io.recado.sandbox.pms.Fichero.utc;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Patients who would come if something became free. */
@Component
class ListaEspera {

    /** How far an entry has come. It is overdue by itself once the day it is good for is over. */
    enum Espera {
        ACTIVA,
        AVISADA,
        ATENDIDA,
        CADUCADA;

        @JsonValue
        public String codigo() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Espera> de(String codigo) {
            for (Espera una : values()) {
                if (una.codigo().equals(codigo)) {
                    return Optional.of(una);
                }
            }
            return Optional.empty();
        }

        /** Who was attended to is done with; everything else may still change. */
        boolean permite(Espera otra) {
            return this == otra || this != ATENDIDA;
        }
    }

    /**
     * An entry.
     *
     * @param franjas when it would suit; empty: any time
     * @param validaHasta last day, in the clinic's zone; null: until it is attended to
     */
    record Entrada(
            long id,
            long clinicaId,
            long clienteId,
            List<Long> servicios,
            int duracionMin,
            List<Franja> franjas,
            @Nullable LocalDate validaHasta,
            Espera estado,
            int version,

            @JsonFormat(pattern = Ficha.MILISEGUNDOS, timezone = "UTC")
            Instant creadaEn,

            @JsonFormat(pattern = Ficha.MILISEGUNDOS, timezone = "UTC")
            Instant modificadaEn) {

        String etag() {
            return "\"" + version + "\"";
        }

        Entrada con(Espera otro) {
            return new Entrada(
                    id,
                    clinicaId,
                    clienteId,
                    servicios,
                    duracionMin,
                    franjas,
                    validaHasta,
                    otro,
                    version,
                    creadaEn,
                    modificadaEn);
        }
    }

    /** What an entry says of itself. */
    record Datos(
            List<Long> servicios,
            int duracionMin,
            List<Franja> franjas,
            @Nullable LocalDate validaHasta) {}

    private static final String FILAS =
            "select l.*, k.zona_horaria from pms.lista_espera l join pms.clinica k on k.id = l.clinica_id";

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Clock clock;

    ListaEspera(JdbcClient jdbc, ObjectMapper json, Clock clock, PmsSchema schema) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** The entries of a clinic in the order they came; those of a state, or all. */
    List<Entrada> de(long clinica, @Nullable Espera estado) {
        return jdbc
                .sql(FILAS + " where l.clinica_id = :clinica order by l.creada_en, l.id")
                .param("clinica", clinica)
                .query(this::entrada)
                .list()
                .stream()
                .filter(una -> estado == null || una.estado() == estado)
                .toList();
    }

    Optional<Entrada> busca(long id) {
        return jdbc.sql(FILAS + " where l.id = :id")
                .param("id", id)
                .query(this::entrada)
                .optional();
    }

    Entrada apunta(long clinica, long cliente, Datos datos) {
        long id = jdbc.sql("""
                        insert into pms.lista_espera (clinica_id, cliente_id, servicios, duracion_min, franjas, valida_hasta, estado,
                                                      creada_en, modificada_en)
                        values (:clinica, :cliente, :servicios, :minutos, cast(:franjas as jsonb), :hasta, 'activa', :ahora, :ahora)
                        returning id
                        """)
                .param("clinica", clinica)
                .param("cliente", cliente)
                .param("servicios", datos.servicios().toArray(Long[]::new))
                .param("minutos", datos.duracionMin())
                .param("franjas", texto(datos.franjas()))
                .param("hasta", datos.validaHasta())
                .param("ahora", utc(ahora()))
                .query(Long.class)
                .single();
        return busca(id).orElseThrow();
    }

    /** Writes what it says and its state, if it is still of this version; empty when somebody changed it meanwhile. */
    Optional<Entrada> cambia(Entrada antes, Datos datos, Espera estado) {
        int hecho = jdbc.sql("""
                        update pms.lista_espera
                           set servicios = :servicios, duracion_min = :minutos, franjas = cast(:franjas as jsonb),
                               valida_hasta = :hasta, estado = :estado, version = version + 1, modificada_en = :ahora
                         where id = :id and version = :version
                        """)
                .param("servicios", datos.servicios().toArray(Long[]::new))
                .param("minutos", datos.duracionMin())
                .param("franjas", texto(datos.franjas()))
                .param("hasta", datos.validaHasta())
                .param("estado", estado.codigo())
                .param("ahora", utc(ahora()))
                .param("id", antes.id())
                .param("version", antes.version())
                .update();
        return hecho == 1 ? busca(antes.id()) : Optional.empty();
    }

    private String texto(List<Franja> franjas) {
        try {
            return json.writeValueAsString(franjas);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Hours could not be written as JSON", e);
        }
    }

    private Entrada entrada(ResultSet rs, int row) throws SQLException {
        List<Franja> franjas;
        try {
            franjas = json.readValue(rs.getString("franjas"), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Hours of the waiting list could not be read", e);
        }
        LocalDate hasta = rs.getObject("valida_hasta", LocalDate.class);
        LocalDate hoy = LocalDate.ofInstant(clock.instant(), ZoneId.of(rs.getString("zona_horaria")));
        Espera estado = Espera.de(rs.getString("estado")).orElseThrow();
        boolean pasada = hasta != null && hasta.isBefore(hoy) && estado != Espera.ATENDIDA;
        return new Entrada(
                rs.getLong("id"),
                rs.getLong("clinica_id"),
                rs.getLong("cliente_id"),
                List.of((Long[]) rs.getArray("servicios").getArray()),
                rs.getInt("duracion_min"),
                franjas,
                hasta,
                pasada ? Espera.CADUCADA : estado,
                rs.getInt("version"),
                instant(rs, "creada_en"),
                instant(rs, "modificada_en"));
    }

    private Instant ahora() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}

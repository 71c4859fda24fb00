package io.recado.sandbox.pms;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An appointment.
 *
 * @param clienteId null when the row only blocks the cabina
 * @param inicio with the offset of the clinic's zone on that day
 * @param referenciaExterna what the client system that booked it calls it; null: booked otherwise
 * @param version moves with every change; it is the entity tag
 * @param modificadaEn UTC, milliseconds
 * @param cliente only when asked for with {@code expandir=cliente}, likewise {@code profesional} and {@code cabina}
 */
record Cita(
        CitaId id,
        long clinicaId,
        @Nullable Long clienteId,
        OffsetDateTime inicio,
        OffsetDateTime fin,
        List<Tratamiento> servicios,
        long profesionalId,
        @Nullable Long cabinaId,
        Estado estado,
        @Nullable String motivo,
        @Nullable String nota,
        String origen,
        @Nullable CitaId citaAnteriorId,
        @Nullable String referenciaExterna,
        int version,

        @JsonFormat(pattern = Ficha.MILISEGUNDOS, timezone = "UTC")
        Instant creadaEn,

        @JsonFormat(pattern = Ficha.MILISEGUNDOS, timezone = "UTC")
        Instant modificadaEn,

        @JsonInclude(JsonInclude.Include.NON_NULL) Ficha.@Nullable Cliente cliente,
        @JsonInclude(JsonInclude.Include.NON_NULL) Ficha.@Nullable Profesional profesional,
        @JsonInclude(JsonInclude.Include.NON_NULL) Ficha.@Nullable Cabina cabina) {

    /** One of the services that make up a cita. */
    record Tratamiento(long id, String nombre, int duracionMin) {}

    /** Time that is free again: what a waiting list lives on. */
    record Hueco(
            OffsetDateTime inicio,
            OffsetDateTime fin,
            @Nullable Long cabinaId,
            long profesionalId,
            List<Tratamiento> servicios) {}

    String etag() {
        return "\"" + version + "\"";
    }

    Hueco hueco() {
        return new Hueco(inicio, fin, cabinaId, profesionalId, servicios);
    }

    Cita con(Ficha.@Nullable Cliente quien, Ficha.@Nullable Profesional conQuien, Ficha.@Nullable Cabina donde) {
        return new Cita(
                id,
                clinicaId,
                clienteId,
                inicio,
                fin,
                servicios,
                profesionalId,
                cabinaId,
                estado,
                motivo,
                nota,
                origen,
                citaAnteriorId,
                referenciaExterna,
                version,
                creadaEn,
                modificadaEn,
                quien,
                conQuien,
                donde);
    }

    /** Id and state only: no person in logs. */
    @Override
    public String toString() {
        return "Cita[%s, %s, v%d]".formatted(id, estado, version);
    }
}

package io.recado.sandbox.pms;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of the PMS beside the agenda, as its REST surface writes them. */
final class Ficha {

    static final String MILISEGUNDOS = "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'";

    private Ficha() {}

    record Clinica(
            long id,
            String nombreComercial,
            String direccion,
            String telefono,
            String ciudad,
            String pais,
            String prefijo,
            String zonaHoraria,
            int antelacionMinimaMin,
            String reagendaUrl,
            String areaClientesUrl,
            String saldoGestion,

            @JsonFormat(pattern = MILISEGUNDOS, timezone = "UTC")
            Instant actualizadoEn) {}

    record Profesional(long id, long clinicaId, String nombre, String especialidad, boolean activo) {}

    record Cabina(long id, long clinicaId, String nombre) {}

    record Servicio(long id, String nombre, int duracionMin, boolean requiereCabina, List<Long> incompatibilidades) {}

    record Telefono(String numero, String tipo) {}

    /** Null where nobody asked. */
    record Consentimientos(
            @Nullable Boolean recordatorios,
            @Nullable Boolean publicidadWhatsApp,
            @Nullable Boolean publicidadEmail,

            @JsonFormat(pattern = MILISEGUNDOS, timezone = "UTC") @Nullable
            Instant fecha) {}

    /** A patient. Phones are what somebody typed at the desk, in their order. */
    record Cliente(
            long id,
            String nombre,
            String apellidos,
            List<Telefono> telefonos,
            @Nullable String email,
            @Nullable LocalDate fechaNacimiento,
            @Nullable String idioma,
            Consentimientos consentimientos,
            @Nullable Long clinicaPreferidaId,

            @JsonFormat(pattern = MILISEGUNDOS, timezone = "UTC")
            Instant modificadoEn) {

        /** The id only: no person in logs. */
        @Override
        public String toString() {
            return "Cliente[" + id + "]";
        }
    }
}

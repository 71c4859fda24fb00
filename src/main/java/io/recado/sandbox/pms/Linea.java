package io.recado.sandbox.pms;

import java.time.LocalDateTime;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A line of the agenda's page. Times are the clinic's wall clock.
 *
 * @param quien null: the row is a block
 * @param telefono as typed; null: none
 * @param espera somebody is still expected
 * @param fuera it takes no time any more
 */
record Linea(
        String id,
        String desde,
        String hasta,
        LocalDateTime inicio,
        @Nullable Long cliente,
        @Nullable String quien,
        @Nullable String telefono,
        String servicios,
        String profesional,
        String cabina,
        String estado,
        @Nullable String nota,
        boolean espera,
        boolean fuera,
        int version) {

    /** The line of a cita that was read with its patient, professional and cabina. */
    static Linea de(Cita cita) {
        Ficha.Cliente cliente = cita.cliente();
        Ficha.Profesional profesional = cita.profesional();
        Ficha.Cabina cabina = cita.cabina();
        return new Linea(
                cita.id().toString(),
                Marco.HORA.format(cita.inicio()),
                Marco.HORA.format(cita.fin()),
                cita.inicio().toLocalDateTime(),
                cita.clienteId(),
                cliente == null ? null : cliente.nombre() + " " + cliente.apellidos(),
                cliente == null
                        ? null
                        : cliente.telefonos().stream()
                                .map(Ficha.Telefono::numero)
                                .findFirst()
                                .orElse(null),
                cita.servicios().stream().map(Cita.Tratamiento::nombre).collect(Collectors.joining(", ")),
                profesional == null ? "" : profesional.nombre(),
                cabina == null ? "" : cabina.nombre(),
                cita.estado().codigo(),
                cita.nota(),
                cita.estado().esperaPaciente(),
                !cita.estado().ocupaHueco(),
                cita.version());
    }
}

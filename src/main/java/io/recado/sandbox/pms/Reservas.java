package io.recado.sandbox.pms;

import io.recado.sandbox.pms.Citas.Nueva;
import io.recado.sandbox.pms.Disponibilidad.Conjunto;
import io.recado.sandbox.pms.Ficha.Clinica;
import io.recado.sandbox.pms.Retenciones.Retencion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** What client systems may book and hold: within the professionals' hours, with the clinic's notice, and services that go together. */
@Component
class Reservas {

    static final Duration RETIENE = Duration.ofMinutes(5);
    static final Duration RETIENE_MAS = Duration.ofMinutes(15);

    /**
     * Time that is wanted.
     *
     * @param profesional null: anybody who is free; cabina likewise
     */
    record Peticion(
            long clinica,
            Instant inicio,
            List<Long> servicios,
            @Nullable Long profesional,
            @Nullable Long cabina) {}

    /** A cita, and whether it was booked just now or was there already under its reference. */
    record Reservada(Cita cita, boolean nueva) {}

    private final Disponibilidad disponibilidad;
    private final Ocupacion ocupacion;
    private final Retenciones retenciones;
    private final Citas citas;
    private final Fichero fichero;
    private final Pacientes pacientes;
    private final Avisos avisos;
    private final TransactionOperations transaction;
    private final Clock clock;

    Reservas(
            Disponibilidad disponibilidad,
            Ocupacion ocupacion,
            Retenciones retenciones,
            Citas citas,
            Fichero fichero,
            Pacientes pacientes,
            Avisos avisos,
            TransactionOperations transaction,
            Clock clock) {
        this.disponibilidad = disponibilidad;
        this.ocupacion = ocupacion;
        this.retenciones = retenciones;
        this.citas = citas;
        this.fichero = fichero;
        this.pacientes = pacientes;
        this.avisos = avisos;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Keeps free time for a client system.
     *
     * @throws Problema when it cannot be had
     */
    Retencion retiene(Peticion que, String sistema, Duration cuanto) {
        Conjunto servicios = disponibilidad.conjunto(que.servicios());
        Clinica clinica = clinica(que.clinica());
        return hecho(() -> {
            ocupacion.turno(clinica.id(), ahora());
            Nueva hueco = elige(clinica, que, servicios, libre -> libre);
            return retenciones.inserta(hueco, sistema, ahora().plus(cuanto));
        });
    }

    /** Gives a hold back; false when this system has none of that id, or it is over. */
    boolean suelta(String id, String sistema) {
        return hecho(() -> viva(id, sistema).filter(retenciones::suelta).isPresent());
    }

    Optional<Retencion> viva(String id, String sistema) {
        return retenciones.busca(id, sistema).filter(una -> una.caducaEn().isAfter(clock.instant()));
    }

    /**
     * Books free time.
     *
     * @param referencia what the system calls it: the second time the same cita is answered again, whatever has become of it
     * @throws Problema when it cannot be had
     */
    Reservada reserva(Peticion que, long cliente, String sistema, String referencia) {
        return hecho(() -> {
            Optional<Cita> hay = citas.porReferencia(sistema, referencia);
            if (hay.isPresent()) {
                return new Reservada(hay.get(), false);
            }
            Clinica clinica = clinica(que.clinica());
            Conjunto servicios = disponibilidad.conjunto(que.servicios());
            compruebaCliente(cliente);
            ocupacion.turno(clinica.id(), ahora());
            return una(sistema, referencia, () -> {
                compruebaDia(clinica, cliente, que.inicio(), servicios);
                return elige(clinica, que, servicios, libre -> nueva(libre, cliente, sistema, referencia));
            });
        });
    }

    /**
     * Books the time that the system holds, and ends the hold.
     *
     * @throws Problema when it is over
     */
    Reservada reserva(String retencion, long cliente, String sistema, String referencia) {
        return hecho(() -> {
            Optional<Cita> hay = citas.porReferencia(sistema, referencia);
            if (hay.isPresent()) {
                return new Reservada(hay.get(), false);
            }
            compruebaCliente(cliente);
            Retencion suya = viva(retencion, sistema)
                    .orElseThrow(() -> new Problema(
                            Codigo.RETENCION_CADUCADA, "La retención ya no vale; pida los huecos y retenga otro"));
            Clinica clinica = clinica(suya.clinicaId());
            ocupacion.turno(clinica.id(), ahora());
            return una(sistema, referencia, () -> {
                compruebaDia(clinica, cliente, suya.inicio().toInstant(), disponibilidad.conjunto(suya.servicios()));
                if (!retenciones.suelta(suya)) {
                    throw new Problema(Codigo.RETENCION_CADUCADA, "La retención ya se ha usado");
                }
                return new Nueva(
                        suya.clinicaId(),
                        cliente,
                        suya.profesionalId(),
                        suya.cabinaId(),
                        suya.inicio().toInstant(),
                        suya.fin().toInstant(),
                        suya.servicios(),
                        null,
                        sistema,
                        null,
                        sistema,
                        referencia);
            });
        });
    }

    /** Looks again, now that it is this call's turn, whether the same was booked meanwhile. */
    private Reservada una(String sistema, String referencia, Supplier<Nueva> hueco) {
        Optional<Cita> meanwhile = citas.porReferencia(sistema, referencia);
        if (meanwhile.isPresent()) {
            return new Reservada(meanwhile.get(), false);
        }
        Cita cita = citas.busca(citas.inserta(hueco.get(), ahora())).orElseThrow();
        avisos.anota(Suceso.CREADA, cita);
        return new Reservada(cita, true);
    }

    private Nueva elige(Clinica clinica, Peticion que, Conjunto servicios, Function<Nueva, Nueva> como) {
        if (que.inicio().isBefore(disponibilidad.antes(clinica))) {
            throw new Problema(
                    Codigo.ANTELACION_MINIMA,
                    "Se reserva con al menos %d minutos de antelación".formatted(clinica.antelacionMinimaMin()));
        }
        Instant fin = que.inicio().plus(servicios.cuanto());
        LocalDate dia = LocalDate.ofInstant(que.inicio(), ZoneId.of(clinica.zonaHoraria()));
        Huecos mapa = disponibilidad.mapa(clinica, dia, dia.plusDays(1));
        List<Long> deTurno = mapa.turnos().stream()
                .map(Huecos.Turno::profesional)
                .filter(id -> que.profesional() == null || que.profesional().equals(id))
                .toList();
        if ((que.profesional() != null && deTurno.isEmpty())
                || (que.cabina() != null && !mapa.cabinas().contains(que.cabina()))) {
            throw new Problema(Codigo.PARAMETRO_INVALIDO, "El profesional o la cabina no son de esta clínica");
        }
        List<Long> trabajan = deTurno.stream()
                .filter(id -> mapa.trabaja(id, que.inicio(), fin))
                .toList();
        if (trabajan.isEmpty()) {
            throw new Problema(Codigo.FUERA_DE_HORARIO, "A esa hora no trabaja nadie que pueda; pida los huecos");
        }
        for (long profesional : trabajan) {
            OptionalLong cabina =
                    que.cabina() == null ? mapa.cabina(profesional, que.inicio(), fin) : OptionalLong.of(que.cabina());
            Long donde = servicios.cabina() || que.cabina() != null
                    ? cabina.isPresent() ? (Long) cabina.getAsLong() : null
                    : null;
            boolean sitio = donde != null || !servicios.cabina();
            if (sitio && !ocupacion.ocupado(que.inicio(), fin, profesional, donde, null)) {
                return como.apply(new Nueva(
                        clinica.id(), null, profesional, donde, que.inicio(), fin, servicios.ids(), null, "", null));
            }
        }
        throw new Problema(Codigo.HUECO_OCUPADO, "El profesional o la cabina ya no están libres a esa hora");
    }

    private static Nueva nueva(Nueva libre, long cliente, String sistema, String referencia) {
        return new Nueva(
                libre.clinica(),
                cliente,
                libre.profesional(),
                libre.cabina(),
                libre.inicio(),
                libre.fin(),
                libre.servicios(),
                null,
                sistema,
                null,
                sistema,
                referencia);
    }

    private void compruebaCliente(long cliente) {
        if (pacientes.porId(List.of(cliente)).isEmpty()) {
            throw new Problema(Codigo.PARAMETRO_INVALIDO, "clienteId: no hay ningún cliente " + cliente);
        }
    }

    /** What does not go together does not on one day either. */
    private void compruebaDia(Clinica clinica, long cliente, Instant inicio, Conjunto servicios) {
        ZoneId zona = ZoneId.of(clinica.zonaHoraria());
        LocalDate dia = LocalDate.ofInstant(inicio, zona);
        List<Long> yaTiene = citas
                .delCliente(
                        cliente,
                        dia.atStartOfDay(zona).toInstant(),
                        dia.plusDays(1).atStartOfDay(zona).toInstant())
                .stream()
                .flatMap(cita -> cita.servicios().stream())
                .map(Cita.Tratamiento::id)
                .toList();
        if (servicios.choca(yaTiene)) {
            throw new Problema(
                    Codigo.SERVICIOS_INCOMPATIBLES,
                    "Ese día el cliente ya tiene un servicio incompatible; reserve otro día");
        }
    }

    private Clinica clinica(long id) {
        return fichero.clinica(id)
                .orElseThrow(() -> new Problema(Codigo.NO_ENCONTRADA, "No hay ninguna clínica " + id));
    }

    private <T> T hecho(Supplier<T> trabajo) {
        T resultado = transaction.execute(status -> trabajo.get());
        if (resultado == null) {
            throw new IllegalStateException("A transaction ended without an answer");
        }
        return resultado;
    }

    private Instant ahora() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}

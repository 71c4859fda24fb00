package io.recado.sandbox.pms;

import io.recado.sandbox.pms.Citas.Nueva;
import io.recado.sandbox.pms.Estado.Accion;
import io.recado.sandbox.pms.Respuesta.Hecho;
import io.recado.sandbox.pms.Respuesta.Rechazo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** What can be done with the agenda, by an integration or at the desk. Each call is one transaction, or part of the caller's. */
@Component
class Agenda {

    private final Citas citas;
    private final Fichero fichero;
    private final Ocupacion ocupacion;
    private final Avisos avisos;
    private final TransactionOperations transaction;
    private final Clock clock;

    Agenda(
            Citas citas,
            Fichero fichero,
            Ocupacion ocupacion,
            Avisos avisos,
            TransactionOperations transaction,
            Clock clock) {
        this.citas = citas;
        this.fichero = fichero;
        this.ocupacion = ocupacion;
        this.avisos = avisos;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Moves a cita to the state an action leads to; nothing happens when it is there already.
     *
     * @param version whether the caller knows the version that is there
     * @param motivo why, kept with the cita; null keeps what was there
     */
    Respuesta cambia(CitaId id, Accion accion, Predicate<Cita> version, @Nullable String motivo) {
        return enTransaccion(id, version, cita -> switch (cita.estado().efecto(accion)) {
            case NO_PERMITE -> noPermite(cita, accion);
            case YA_ESTA -> new Hecho(cita, accion == Accion.ANULAR ? cita.hueco() : null);
            case CAMBIA -> {
                Cita nueva = pasa(id, accion.resultado(), motivo);
                yield new Hecho(nueva, accion == Accion.ANULAR ? cita.hueco() : null);
            }
        });
    }

    /**
     * Books the same treatments at another time as a new cita; the old one becomes {@code reagendada}. Whether the professional works
     * then is not looked at: the clinic has agreed with its patient.
     */
    Respuesta reagenda(
            CitaId id, Predicate<Cita> version, Instant inicio, @Nullable Long profesional, @Nullable Long cabina) {
        return enTransaccion(id, version, cita -> {
            if (cita.estado().efecto(Accion.REAGENDAR) != Estado.Efecto.CAMBIA) {
                return noPermite(cita, Accion.REAGENDAR);
            }
            int antelacion = fichero.clinica(cita.clinicaId())
                    .map(Ficha.Clinica::antelacionMinimaMin)
                    .orElse(0);
            if (inicio.isBefore(clock.instant().plus(Duration.ofMinutes(antelacion)))) {
                return new Rechazo(
                        Codigo.ANTELACION_MINIMA,
                        "Se reserva con al menos %d minutos de antelación".formatted(antelacion),
                        cita);
            }
            Nueva nueva = new Nueva(
                    cita.clinicaId(),
                    cita.clienteId(),
                    profesional == null ? cita.profesionalId() : profesional,
                    cabina == null ? cita.cabinaId() : cabina,
                    inicio,
                    inicio.plus(Duration.between(cita.inicio(), cita.fin())),
                    cita.servicios().stream().map(Cita.Tratamiento::id).toList(),
                    cita.nota(),
                    cita.origen(),
                    id);
            if (!conoce(nueva)) {
                return new Rechazo(
                        Codigo.PARAMETRO_INVALIDO, "El profesional o la cabina no son de esta clínica", cita);
            }
            return reserva(nueva, cita, () -> pasa(id, Estado.REAGENDADA, null));
        });
    }

    /** Books a new cita. */
    Respuesta crea(Nueva nueva) {
        if (!conoce(nueva)) {
            return new Rechazo(Codigo.PARAMETRO_INVALIDO, "El profesional o la cabina no son de esta clínica", null);
        }
        return ejecuta(() -> reserva(nueva, null, () -> {}));
    }

    /** The desk drags a cita to another time; it stays the same cita. */
    Respuesta mueve(CitaId id, Instant inicio) {
        return enTransaccion(id, cita -> true, cita -> {
            Instant fin = inicio.plus(Duration.between(cita.inicio(), cita.fin()));
            if (!cita.estado().esperaPaciente()) {
                return noPermite(cita, Accion.REAGENDAR);
            }
            ocupacion.turno(cita.clinicaId(), ahora());
            if (ocupacion.ocupado(inicio, fin, cita.profesionalId(), cita.cabinaId(), id)) {
                return ocupado(cita);
            }
            citas.mueve(id, inicio, fin, ahora());
            return new Hecho(avisada(Suceso.MODIFICADA, id), null);
        });
    }

    /** Somebody writes something down about a cita that changes only its version. */
    void toca(CitaId id) {
        transaction.executeWithoutResult(status -> citas.bloquea(id).ifPresent(cita -> {
            citas.toca(id, ahora());
            avisada(Suceso.MODIFICADA, id);
        }));
    }

    /** Removes a cita without a trace, as no well-behaved system would; only a full reading can notice. */
    boolean borra(CitaId id) {
        return Boolean.TRUE.equals(transaction.execute(status -> citas.borra(id)));
    }

    private Respuesta reserva(Nueva nueva, @Nullable Cita vieja, Runnable antes) {
        ocupacion.turno(nueva.clinica(), ahora());
        CitaId salvo = vieja == null ? null : vieja.id();
        if (ocupacion.ocupado(nueva.inicio(), nueva.fin(), nueva.profesional(), nueva.cabina(), salvo)) {
            return ocupado(vieja);
        }
        antes.run();
        return new Hecho(avisada(Suceso.CREADA, citas.inserta(nueva, ahora())), null);
    }

    private Cita pasa(CitaId id, Estado estado, @Nullable String motivo) {
        citas.cambiaEstado(id, estado, motivo, ahora());
        return avisada(Suceso.de(estado), id);
    }

    /** The cita as it is now, after whoever wants to know was told. */
    private Cita avisada(Suceso suceso, CitaId id) {
        Cita cita = citas.busca(id).orElseThrow();
        avisos.anota(suceso, cita);
        return cita;
    }

    private boolean conoce(Nueva nueva) {
        return fichero.profesionales().stream()
                        .anyMatch(p -> p.id() == nueva.profesional() && p.clinicaId() == nueva.clinica())
                && (nueva.cabina() == null
                        || fichero.cabinas().stream()
                                .anyMatch(c -> c.id() == nueva.cabina() && c.clinicaId() == nueva.clinica()));
    }

    private Respuesta enTransaccion(
            CitaId id, Predicate<Cita> version, java.util.function.Function<Cita, Respuesta> accion) {
        return ejecuta(() -> {
            Optional<Cita> cita = citas.bloquea(id);
            if (cita.isEmpty()) {
                return new Rechazo(Codigo.NO_ENCONTRADA, "No hay ninguna cita " + id, null);
            }
            if (!version.test(cita.get())) {
                return new Rechazo(
                        Codigo.VERSION_DISTINTA,
                        "La versión es ahora %d; vuelva a leer la cita"
                                .formatted(cita.get().version()),
                        cita.get());
            }
            return accion.apply(cita.get());
        });
    }

    private Respuesta ejecuta(java.util.function.Supplier<Respuesta> accion) {
        Respuesta respuesta = transaction.execute(status -> accion.get());
        if (respuesta == null) {
            throw new IllegalStateException("A transaction ended without an answer");
        }
        return respuesta;
    }

    private Instant ahora() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Rechazo noPermite(Cita cita, Accion accion) {
        return new Rechazo(
                Codigo.ESTADO_NO_PERMITE,
                "Una cita %s no se puede %s"
                        .formatted(cita.estado().codigo(), accion.name().toLowerCase(java.util.Locale.ROOT)),
                cita);
    }

    private static Rechazo ocupado(@Nullable Cita cita) {
        return new Rechazo(Codigo.HUECO_OCUPADO, "El profesional o la cabina ya tienen otra cita a esa hora", cita);
    }
}

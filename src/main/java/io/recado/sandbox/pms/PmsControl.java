package io.recado.sandbox.pms;

import io.recado.sandbox.pms.Citas.Nueva;
import io.recado.sandbox.pms.Estado.Accion;
import io.recado.sandbox.pms.Fallo.Clase;
import io.recado.sandbox.pms.Respuesta.Hecho;
import io.recado.sandbox.pms.Respuesta.Rechazo;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The desk's hands for tests and scripts, without a token:
 *
 * <ul>
 *   <li>{@code POST faults {"kind","times"?,"scope"?,"seconds"?,"field"?,"to"?}}: {@link Fallo.Clase} has the kinds; the scope is a path
 *       under {@code /flowww/v1}, with a method before it or without, {@code POST /citas/**}, or for webhooks an event; times 0 takes
 *       it back. {@code GET faults} shows what is left, {@code DELETE faults} and {@code faults/{id}} take it back.
 *   <li>{@code POST citas {"clinicaId","clienteId","inicio","minutos"?,"profesionalId"?,"servicios"?}} books; 201 with the cita
 *   <li>{@code POST citas/{id}/confirmar|anular|asistir|faltar|eliminar}, {@code POST citas/{id}/mover {"inicio"}}
 *   <li>{@code DELETE citas/{id}} removes the row without a trace
 *   <li>{@code POST clientes/{id}/telefono {"numero"}}; null or empty: no phone
 * </ul>
 */
@RestController
@RequestMapping("/sandbox/api/pms")
class PmsControl {

    private static final int MINUTOS = 30;

    record Pedido(
            @Nullable String kind,
            @Nullable Integer times,
            @Nullable String scope,
            @Nullable Integer seconds,
            @Nullable String field,
            @Nullable String to) {}

    record Armado(
            long id,
            Clase kind,
            int times,
            String scope,
            @Nullable Integer seconds,
            @Nullable String field,
            @Nullable String to) {

        static Armado de(Fallo fallo) {
            return new Armado(
                    fallo.id(),
                    fallo.clase(),
                    fallo.quedan(),
                    fallo.ambito(),
                    fallo.segundos(),
                    fallo.campo(),
                    fallo.nuevo());
        }
    }

    record Reserva(
            long clinicaId,
            @Nullable Long clienteId,
            OffsetDateTime inicio,
            @Nullable Integer minutos,
            @Nullable Long profesionalId,
            @Nullable List<Long> servicios) {}

    record Traslado(OffsetDateTime inicio) {}

    record Numero(@Nullable String numero) {}

    private final Fallos fallos;
    private final Agenda agenda;
    private final Fichero fichero;
    private final Pacientes pacientes;

    PmsControl(Fallos fallos, Agenda agenda, Fichero fichero, Pacientes pacientes) {
        this.fallos = fallos;
        this.agenda = agenda;
        this.fichero = fichero;
        this.pacientes = pacientes;
    }

    @GetMapping("/faults")
    Map<String, Object> faults() {
        return Map.of("armed", fallos.armados().stream().map(Armado::de).toList());
    }

    @PostMapping("/faults")
    ResponseEntity<?> fault(@RequestBody Pedido pedido) {
        Clase clase = Clase.de(pedido.kind() == null ? "" : pedido.kind())
                .orElseThrow(() -> new Problema(
                        Codigo.PARAMETRO_INVALIDO,
                        "kind: expected one of %s, found %s"
                                .formatted(
                                        Arrays.stream(Clase.values())
                                                .map(Clase::codigo)
                                                .toList(),
                                        pedido.kind())));
        fallos.pon(
                clase,
                pedido.scope() == null ? "" : pedido.scope().strip(),
                pedido.times() == null ? 1 : pedido.times(),
                pedido.seconds(),
                pedido.field(),
                pedido.to());
        return ResponseEntity.noContent().build();
    }

    @DeleteMapping("/faults/{id}")
    ResponseEntity<?> takeBack(@PathVariable long id) {
        return fallos.quita(id)
                ? ResponseEntity.noContent().build()
                : Problema.respuesta(Codigo.NO_ENCONTRADA, "No fault " + id + " is armed", null);
    }

    @DeleteMapping("/faults")
    ResponseEntity<?> takeAllBack() {
        fallos.quitaTodos();
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/citas")
    ResponseEntity<?> crear(@RequestBody Reserva reserva) {
        long profesional = reserva.profesionalId() != null
                ? reserva.profesionalId()
                : fichero.profesionales().stream()
                        .filter(p -> p.clinicaId() == reserva.clinicaId())
                        .findFirst()
                        .map(Ficha.Profesional::id)
                        .orElseThrow(() -> new Problema(Codigo.NO_ENCONTRADA, "No hay esa clínica"));
        int minutos = reserva.minutos() == null ? MINUTOS : reserva.minutos();
        return respuesta(
                agenda.crea(new Nueva(
                        reserva.clinicaId(),
                        reserva.clienteId(),
                        profesional,
                        null,
                        reserva.inicio().toInstant(),
                        reserva.inicio().plusMinutes(minutos).toInstant(),
                        reserva.servicios() == null ? List.of() : reserva.servicios(),
                        null,
                        "mostrador",
                        null)),
                201);
    }

    @PostMapping("/citas/{id}/{accion}")
    ResponseEntity<?> cambiar(
            @PathVariable String id,
            @PathVariable String accion,
            @RequestParam(required = false) @Nullable String motivo) {
        Accion que;
        try {
            que = Accion.valueOf(accion.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException desconocida) {
            throw new Problema(Codigo.PARAMETRO_INVALIDO, "No existe la acción " + accion);
        }
        return respuesta(agenda.cambia(leido(id), que, cita -> true, motivo), 200);
    }

    @PostMapping("/citas/{id}/mover")
    ResponseEntity<?> mover(@PathVariable String id, @RequestBody Traslado traslado) {
        return respuesta(agenda.mueve(leido(id), traslado.inicio().toInstant()), 200);
    }

    @DeleteMapping("/citas/{id}")
    ResponseEntity<?> borrar(@PathVariable String id) {
        return agenda.borra(leido(id))
                ? ResponseEntity.noContent().build()
                : Problema.respuesta(Codigo.NO_ENCONTRADA, "No hay ninguna cita con ese id", null);
    }

    @PostMapping("/clientes/{id}/telefono")
    ResponseEntity<?> telefono(@PathVariable long id, @RequestBody Numero numero) {
        String nuevo = numero.numero();
        return pacientes.cambiaTelefono(id, nuevo == null || nuevo.isBlank() ? null : nuevo)
                ? ResponseEntity.noContent().build()
                : Problema.respuesta(Codigo.NO_ENCONTRADA, "No hay ningún cliente " + id, null);
    }

    private static CitaId leido(String id) {
        return CitaId.lee(id).orElseThrow(() -> new Problema(Codigo.NO_ENCONTRADA, "No hay ninguna cita con ese id"));
    }

    private static ResponseEntity<?> respuesta(Respuesta respuesta, int http) {
        return switch (respuesta) {
            case Hecho hecho ->
                ResponseEntity.status(http).eTag(hecho.cita().etag()).body(hecho.cita());
            case Rechazo no -> Problema.respuesta(no.codigo(), no.detalle(), no.actual());
        };
    }
}

package io.recado.sandbox.pms;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.recado.sandbox.pms.Estado.Accion;
import io.recado.sandbox.pms.Respuesta.Hecho;
import io.recado.sandbox.pms.Respuesta.Rechazo;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What an integration can do with a cita. Each call needs {@code If-Match} with the version it knows (428 without) and an
 * {@code Idempotency-Key} (400 without): the same key with the same call gets the first answer again, with another call 422.
 */
@RestController
@RequestMapping("/flowww/v1/citas/{id}")
class PmsCommands {

    record Confirmacion(@Nullable String canal, @Nullable String origen) {}

    record Anulacion(@Nullable String motivo) {}

    record Cambio(
            @Nullable OffsetDateTime inicio,
            @Nullable Long profesionalId,
            @Nullable Long cabinaId) {}

    /** A cancelled cita, and the time that is free now. */
    record Anulada(@JsonUnwrapped Cita cita, Cita.@Nullable Hueco huecoLiberado) {}

    private final Agenda agenda;
    private final Repeticiones repeticiones;

    PmsCommands(Agenda agenda, Repeticiones repeticiones) {
        this.agenda = agenda;
        this.repeticiones = repeticiones;
    }

    @PostMapping("/confirmar")
    ResponseEntity<?> confirmar(
            @PathVariable String id,
            @RequestHeader HttpHeaders headers,
            @RequestBody(required = false) @Nullable Confirmacion cuerpo) {
        return orden(
                id,
                headers,
                "confirmar " + cuerpo,
                200,
                cita -> agenda.cambia(cita, Accion.CONFIRMAR, version(headers), null));
    }

    @PostMapping("/anular")
    ResponseEntity<?> anular(
            @PathVariable String id,
            @RequestHeader HttpHeaders headers,
            @RequestBody(required = false) @Nullable Anulacion cuerpo) {
        String motivo = cuerpo == null ? null : cuerpo.motivo();
        return orden(
                id,
                headers,
                "anular " + cuerpo,
                200,
                cita -> agenda.cambia(cita, Accion.ANULAR, version(headers), motivo));
    }

    @PostMapping("/reagendar")
    ResponseEntity<?> reagendar(
            @PathVariable String id, @RequestHeader HttpHeaders headers, @RequestBody Cambio cuerpo) {
        OffsetDateTime inicio = cuerpo.inicio();
        if (inicio == null) {
            throw new Problema(
                    Codigo.PARAMETRO_INVALIDO,
                    "inicio: se esperaba una hora con desfase, como 2026-11-24T10:30:00+01:00");
        }
        return orden(
                id,
                headers,
                "reagendar " + cuerpo,
                201,
                cita -> agenda.reagenda(
                        cita, version(headers), inicio.toInstant(), cuerpo.profesionalId(), cuerpo.cabinaId()));
    }

    private ResponseEntity<?> orden(
            String texto, HttpHeaders headers, String llamada, int http, Function<CitaId, Respuesta> accion) {
        CitaId id = CitaId.lee(texto)
                .orElseThrow(() -> new Problema(Codigo.NO_ENCONTRADA, "No hay ninguna cita con ese id"));
        String clave = headers.getFirst("Idempotency-Key");
        if (clave == null || clave.isBlank()) {
            throw new Problema(Codigo.FALTA_CLAVE, "Cada orden lleva una Idempotency-Key propia");
        }
        return repeticiones.unaVez(clave, id + " " + llamada, () -> switch (accion.apply(id)) {
            case Rechazo no -> Problema.respuesta(no.codigo(), no.detalle(), no.actual());
            case Hecho hecho -> {
                var respuesta =
                        ResponseEntity.status(http).eTag(hecho.cita().etag()).contentType(MediaType.APPLICATION_JSON);
                if (http == 201) {
                    respuesta.location(
                            URI.create("/flowww/v1/citas/" + hecho.cita().id()));
                }
                yield respuesta.body(hecho.hueco() == null ? hecho.cita() : new Anulada(hecho.cita(), hecho.hueco()));
            }
        });
    }

    /** Strong comparison: a weak tag never matches. */
    private static Predicate<Cita> version(HttpHeaders headers) {
        String[] tags =
                String.join(",", headers.getOrEmpty(HttpHeaders.IF_MATCH)).split(",");
        if (tags[0].isBlank()) {
            throw new Problema(Codigo.FALTA_VERSION, "If-Match lleva el ETag de la cita, por ejemplo \"7\"");
        }
        return cita ->
                Arrays.stream(tags).map(String::strip).anyMatch(tag -> tag.equals("*") || tag.equals(cita.etag()));
    }
}

package io.recado.sandbox.pms;

import io.recado.sandbox.pms.Huecos.Hueco;
import io.recado.sandbox.pms.Reservas.Peticion;
import io.recado.sandbox.pms.Retenciones.Retencion;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Free time, and holding it.
 *
 * <ul>
 *   <li>{@code GET clinicas/{id}/huecos?desde&hasta&servicios=1,2&profesionalId} answers a list of {@link Hueco}: days of the clinic's
 *       zone, {@code hasta} not included, 31 of them at the most; the minimum notice is taken off.
 *   <li>{@code POST clinicas/{id}/huecos/retener {"inicio","servicios","profesionalId"?,"cabinaId"?,"segundos"?}} keeps a gap for the
 *       calling system, five minutes unless it says another time from 10 seconds to 15 minutes: 201 with {@code id} and
 *       {@code caducaEn}. For everybody else it is HUECO_OCUPADO until then. Booking with {@code retencionId} uses it up.
 *   <li>{@code GET} and {@code DELETE retenciones/{id}}: is it still held; give it back.
 * </ul>
 */
@RestController
@RequestMapping("/flowww/v1")
class HuecosApi {

    private static final int MAS_DIAS = 31;
    private static final Duration RETIENE_MENOS = Duration.ofSeconds(10);

    record Pide(
            @Nullable OffsetDateTime inicio,
            @Nullable List<Long> servicios,
            @Nullable Long profesionalId,
            @Nullable Long cabinaId,
            @Nullable Integer segundos) {}

    private final Disponibilidad disponibilidad;
    private final Reservas reservas;
    private final Fichero fichero;

    HuecosApi(Disponibilidad disponibilidad, Reservas reservas, Fichero fichero) {
        this.disponibilidad = disponibilidad;
        this.reservas = reservas;
        this.fichero = fichero;
    }

    @GetMapping("/clinicas/{id}/huecos")
    List<Hueco> huecos(
            @PathVariable long id,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate desde,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate hasta,
            @RequestParam List<Long> servicios,
            @RequestParam(required = false) @Nullable Long profesionalId) {
        Ficha.Clinica clinica = fichero.clinica(id)
                .orElseThrow(() -> new Problema(Codigo.NO_ENCONTRADA, "No hay ninguna clínica " + id));
        long dias = ChronoUnit.DAYS.between(desde, hasta);
        if (dias < 1 || dias > MAS_DIAS) {
            throw new Problema(
                    Codigo.PARAMETRO_INVALIDO,
                    "De desde a hasta (no incluido) se esperaban de 1 a %d días, vinieron %d"
                            .formatted(MAS_DIAS, dias));
        }
        return disponibilidad.huecos(clinica, desde, hasta, disponibilidad.conjunto(servicios), profesionalId);
    }

    @PostMapping("/clinicas/{id}/huecos/retener")
    ResponseEntity<?> retener(
            @PathVariable long id, @RequestAttribute(PmsGuard.SISTEMA) String sistema, @RequestBody Pide pide) {
        OffsetDateTime inicio = pide.inicio();
        if (inicio == null) {
            throw ReservasApi.sinInicio();
        }
        Duration cuanto = pide.segundos() == null ? Reservas.RETIENE : Duration.ofSeconds(pide.segundos());
        if (cuanto.compareTo(RETIENE_MENOS) < 0 || cuanto.compareTo(Reservas.RETIENE_MAS) > 0) {
            throw new Problema(
                    Codigo.PARAMETRO_INVALIDO,
                    "segundos: se esperaba de %d a %d, vino %d"
                            .formatted(
                                    RETIENE_MENOS.toSeconds(), Reservas.RETIENE_MAS.toSeconds(), cuanto.toSeconds()));
        }
        List<Long> servicios = pide.servicios() == null ? List.of() : pide.servicios();
        Retencion hecha = reservas.retiene(
                new Peticion(id, inicio.toInstant(), servicios, pide.profesionalId(), pide.cabinaId()),
                sistema,
                cuanto);
        return ResponseEntity.created(URI.create("/flowww/v1/retenciones/" + hecha.id()))
                .body(hecha);
    }

    @GetMapping("/retenciones/{id}")
    ResponseEntity<?> retencion(@PathVariable String id, @RequestAttribute(PmsGuard.SISTEMA) String sistema) {
        return reservas.viva(id, sistema)
                .<ResponseEntity<?>>map(ResponseEntity::ok)
                .orElseGet(HuecosApi::noHay);
    }

    @DeleteMapping("/retenciones/{id}")
    ResponseEntity<?> soltar(@PathVariable String id, @RequestAttribute(PmsGuard.SISTEMA) String sistema) {
        return reservas.suelta(id, sistema) ? ResponseEntity.noContent().build() : noHay();
    }

    private static ResponseEntity<?> noHay() {
        return Problema.respuesta(
                Codigo.NO_ENCONTRADA, "No hay ninguna retención con ese id, o ya ha caducado o se ha usado", null);
    }
}

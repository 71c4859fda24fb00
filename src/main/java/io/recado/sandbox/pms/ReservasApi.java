package io.recado.sandbox.pms;

import io.recado.sandbox.pms.Reservas.Peticion;
import io.recado.sandbox.pms.Reservas.Reservada;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST citas {"clienteId","clinicaId","inicio","servicios","profesionalId"?,"cabinaId"?,"referenciaExterna"}} books: 201 with the
 * cita. {@code referenciaExterna} is the calling system's own and unique within it: sent again it answers 200 with the cita that was
 * booked the first time, whatever else the request says. With {@code retencionId} the time and the services are those of the hold.
 */
@RestController
@RequestMapping("/flowww/v1/citas")
class ReservasApi {

    private static final int MAS_LARGA = 100;

    record Pide(
            @Nullable Long clienteId,
            @Nullable Long clinicaId,
            @Nullable OffsetDateTime inicio,
            @Nullable List<Long> servicios,
            @Nullable Long profesionalId,
            @Nullable Long cabinaId,
            @Nullable String referenciaExterna,
            @Nullable String retencionId) {}

    private final Reservas reservas;

    ReservasApi(Reservas reservas) {
        this.reservas = reservas;
    }

    @PostMapping
    ResponseEntity<?> reservar(@RequestAttribute(PmsGuard.SISTEMA) String sistema, @RequestBody Pide pide) {
        Reservada hecha;
        try {
            hecha = reserva(pide, sistema);
        } catch (DuplicateKeyException aLaVez) {
            // the same reference was booked in the same moment: now it is there to be found
            hecha = reserva(pide, sistema);
        }
        URI lugar = URI.create("/flowww/v1/citas/" + hecha.cita().id());
        var respuesta = hecha.nueva()
                ? ResponseEntity.created(lugar)
                : ResponseEntity.ok().location(lugar);
        return respuesta.eTag(hecha.cita().etag()).body(hecha.cita());
    }

    private Reservada reserva(Pide pide, String sistema) {
        long cliente = presente("clienteId", pide.clienteId());
        String referencia = presente("referenciaExterna", pide.referenciaExterna());
        if (referencia.isBlank() || referencia.length() > MAS_LARGA) {
            throw new Problema(
                    Codigo.PARAMETRO_INVALIDO,
                    "referenciaExterna: se esperaba de 1 a %d caracteres".formatted(MAS_LARGA));
        }
        if (pide.retencionId() != null) {
            return reservas.reserva(pide.retencionId(), cliente, sistema, referencia);
        }
        OffsetDateTime inicio = pide.inicio();
        if (inicio == null) {
            throw sinInicio();
        }
        Peticion que = new Peticion(
                presente("clinicaId", pide.clinicaId()),
                inicio.toInstant(),
                pide.servicios() == null ? List.of() : pide.servicios(),
                pide.profesionalId(),
                pide.cabinaId());
        return reservas.reserva(que, cliente, sistema, referencia);
    }

    static Problema sinInicio() {
        return new Problema(
                Codigo.PARAMETRO_INVALIDO, "inicio: se esperaba una hora con desfase, como 2026-11-24T10:30:00+01:00");
    }

    private static <T> T presente(String nombre, @Nullable T valor) {
        if (valor == null) {
            throw new Problema(Codigo.PARAMETRO_INVALIDO, nombre + ": falta");
        }
        return valor;
    }
}

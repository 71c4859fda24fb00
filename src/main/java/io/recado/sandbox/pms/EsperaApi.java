package io.recado.sandbox.pms;

import io.recado.sandbox.pms.Disponibilidad.Conjunto;
import io.recado.sandbox.pms.ListaEspera.Datos;
import io.recado.sandbox.pms.ListaEspera.Entrada;
import io.recado.sandbox.pms.ListaEspera.Espera;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The waiting list. {@code POST} takes {@code clienteId}, {@code servicios} and, if wanted, {@code duracionMin} (else what the services
 * take), {@code franjas} and {@code validaHasta}. {@code PATCH} changes what it names, {@code estado} among it; with {@code If-Match} only
 * the version that the caller knows.
 */
@RestController
@RequestMapping("/flowww/v1")
class EsperaApi {

    record Alta(
            @Nullable Long clienteId,
            @Nullable List<Long> servicios,
            @Nullable Integer duracionMin,
            @Nullable List<Franja> franjas,
            @Nullable LocalDate validaHasta) {}

    record Cambio(
            @Nullable String estado,
            @Nullable List<Long> servicios,
            @Nullable Integer duracionMin,
            @Nullable List<Franja> franjas,
            @Nullable LocalDate validaHasta) {}

    private final ListaEspera lista;
    private final Disponibilidad disponibilidad;
    private final Fichero fichero;
    private final Pacientes pacientes;
    private final Clock clock;

    EsperaApi(ListaEspera lista, Disponibilidad disponibilidad, Fichero fichero, Pacientes pacientes, Clock clock) {
        this.lista = lista;
        this.disponibilidad = disponibilidad;
        this.fichero = fichero;
        this.pacientes = pacientes;
        this.clock = clock;
    }

    @GetMapping("/clinicas/{id}/lista-espera")
    Pagina<Entrada> lista(@PathVariable long id, @RequestParam(required = false) @Nullable String estado) {
        compruebaClinica(id);
        return new Pagina<>(
                lista.de(id, estado == null ? null : leido(estado)),
                null,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    @PostMapping("/clinicas/{id}/lista-espera")
    ResponseEntity<?> apunta(@PathVariable long id, @RequestBody Alta alta) {
        compruebaClinica(id);
        Long cliente = alta.clienteId();
        if (cliente == null || pacientes.porId(List.of(cliente)).isEmpty()) {
            throw new Problema(Codigo.PARAMETRO_INVALIDO, "clienteId: no hay ningún cliente " + cliente);
        }
        Conjunto servicios = disponibilidad.conjunto(alta.servicios());
        Entrada nueva = lista.apunta(
                id,
                cliente,
                new Datos(
                        servicios.ids(),
                        minutos(alta.duracionMin(), servicios),
                        alta.franjas() == null ? List.of() : alta.franjas(),
                        alta.validaHasta()));
        return ResponseEntity.created(URI.create("/flowww/v1/lista-espera/" + nueva.id()))
                .eTag(nueva.etag())
                .body(nueva);
    }

    @GetMapping("/lista-espera/{id}")
    ResponseEntity<?> entrada(@PathVariable long id) {
        Entrada una = buscada(id);
        return ResponseEntity.ok().eTag(una.etag()).body(una);
    }

    @PatchMapping("/lista-espera/{id}")
    ResponseEntity<?> cambia(
            @PathVariable long id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String version,
            @RequestBody Cambio cambio) {
        Entrada antes = buscada(id);
        if (version != null && !version.equals("*") && !version.equals(antes.etag())) {
            return cambiada(antes);
        }
        Espera estado = cambio.estado() == null ? antes.estado() : leido(cambio.estado());
        if (!antes.estado().permite(estado)) {
            return Problema.respuesta(Codigo.ESTADO_NO_PERMITE, "Una espera atendida no se reabre; apunte otra", null);
        }
        Conjunto servicios =
                disponibilidad.conjunto(cambio.servicios() == null ? antes.servicios() : cambio.servicios());
        Datos datos = new Datos(
                servicios.ids(),
                cambio.duracionMin() == null && cambio.servicios() == null
                        ? antes.duracionMin()
                        : minutos(cambio.duracionMin(), servicios),
                cambio.franjas() == null ? antes.franjas() : cambio.franjas(),
                cambio.validaHasta() == null ? antes.validaHasta() : cambio.validaHasta());
        return lista.cambia(antes, datos, estado)
                .<ResponseEntity<?>>map(
                        una -> ResponseEntity.ok().eTag(una.etag()).body(una))
                .orElseGet(() -> cambiada(buscada(id)));
    }

    private static ResponseEntity<?> cambiada(Entrada actual) {
        return Problema.respuesta(
                Codigo.VERSION_DISTINTA,
                "La versión es ahora %d; vuelva a leer la espera".formatted(actual.version()),
                null);
    }

    private Entrada buscada(long id) {
        return lista.busca(id).orElseThrow(() -> new Problema(Codigo.NO_ENCONTRADA, "No hay ninguna espera " + id));
    }

    private void compruebaClinica(long id) {
        if (fichero.clinica(id).isEmpty()) {
            throw new Problema(Codigo.NO_ENCONTRADA, "No hay ninguna clínica " + id);
        }
    }

    private static Espera leido(String estado) {
        return Espera.de(estado)
                .orElseThrow(() -> new Problema(
                        Codigo.PARAMETRO_INVALIDO,
                        "estado: se esperaba activa, avisada, atendida o caducada, vino " + estado));
    }

    private static int minutos(@Nullable Integer dichos, Conjunto servicios) {
        if (dichos != null && dichos < 1) {
            throw new Problema(Codigo.PARAMETRO_INVALIDO, "duracionMin: se esperaba al menos 1, vino " + dichos);
        }
        return dichos == null ? (int) servicios.cuanto().toMinutes() : dichos;
    }
}

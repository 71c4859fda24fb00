package io.recado.sandbox.pms;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.recado.sandbox.pms.Lectura.Expansion;
import io.recado.sandbox.pms.Lectura.Filtro;
import io.recado.sandbox.pms.Lectura.Resultado;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What an integration can read of the agenda and of the clinics: {@code /flowww/v1}, bearer token.
 *
 * <p>{@code GET /clinicas/{id}/citas} takes {@code desde} and {@code hasta} as days of the clinic's zone (hasta not included),
 * {@code modificadasDesde} as an RFC 3339 moment (inclusive), {@code incluirAnuladas}, {@code cursor} and {@code limite} (1–500). All
 * are optional. {@code expandir=cliente,profesional,cabina} embeds those records in each cita, so that a page costs one call.
 * A change of the patient alone does not change the cita: {@code /clientes?modificadosDesde} or the next full reading tells.
 * {@code horaServidor} of the first page is the next {@code modificadasDesde}.
 */
@RestController
@RequestMapping("/flowww/v1")
class PmsApi {

    /** The most rows of one page. */
    static final int MAS = 500;

    /** A professional with the hours of the week. */
    record ConHorario(@JsonUnwrapped Ficha.Profesional profesional, List<Franja> horarios) {}

    private final Lectura lectura;
    private final Fichero fichero;

    PmsApi(Lectura lectura, Fichero fichero) {
        this.lectura = lectura;
        this.fichero = fichero;
    }

    @GetMapping("/clinicas")
    Map<String, Object> clinicas() {
        return Map.of("datos", fichero.clinicas());
    }

    @GetMapping("/clinicas/{id}")
    ResponseEntity<?> clinica(@PathVariable long id) {
        return fichero.clinica(id)
                .<ResponseEntity<?>>map(ResponseEntity::ok)
                .orElseGet(() -> Problema.respuesta(Codigo.NO_ENCONTRADA, "No hay ninguna clínica " + id, null));
    }

    @GetMapping("/clinicas/{id}/citas")
    ResponseEntity<?> citas(
            @PathVariable long id,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate desde,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate hasta,
            @RequestParam(required = false) @Nullable Instant modificadasDesde,
            @RequestParam(defaultValue = "false") boolean incluirAnuladas,
            @RequestParam(defaultValue = "") String expandir,
            @RequestParam(defaultValue = "") String cursor,
            @RequestParam(defaultValue = "100") int limite) {
        ZoneId zona =
                fichero.zona(id).orElseThrow(() -> new Problema(Codigo.NO_ENCONTRADA, "No hay ninguna clínica " + id));
        return pagina(lectura.citas(
                new Filtro(id, comienzo(desde, zona), comienzo(hasta, zona), modificadasDesde, incluirAnuladas),
                expansiones(expandir),
                cursor.isEmpty() ? null : cursor,
                comprobado(limite)));
    }

    @GetMapping("/citas/{id}")
    ResponseEntity<?> cita(@PathVariable String id, @RequestParam(defaultValue = "") String expandir) {
        Set<Expansion> con = expansiones(expandir);
        return CitaId.lee(id)
                .flatMap(leido -> lectura.cita(leido, con))
                .<ResponseEntity<?>>map(
                        cita -> ResponseEntity.ok().eTag(cita.etag()).body(cita))
                .orElseGet(() -> Problema.respuesta(Codigo.NO_ENCONTRADA, "No hay ninguna cita con ese id", null));
    }

    @GetMapping("/profesionales")
    Map<String, Object> profesionales(@RequestParam(required = false) @Nullable Long clinicaId) {
        Map<Long, List<Franja>> horarios = fichero.horarios();
        return Map.of(
                "datos",
                fichero.profesionales().stream()
                        .filter(p -> clinicaId == null || p.clinicaId() == clinicaId)
                        .map(p -> new ConHorario(p, horarios.getOrDefault(p.id(), List.of())))
                        .toList());
    }

    @GetMapping("/cabinas")
    Map<String, Object> cabinas(@RequestParam(required = false) @Nullable Long clinicaId) {
        return Map.of(
                "datos",
                fichero.cabinas().stream()
                        .filter(c -> clinicaId == null || c.clinicaId() == clinicaId)
                        .toList());
    }

    @GetMapping("/servicios")
    Map<String, Object> servicios() {
        return Map.of("datos", fichero.servicios());
    }

    static <T> ResponseEntity<?> pagina(Resultado<T> resultado) {
        return switch (resultado) {
            case Resultado.Leida<T> leida -> ResponseEntity.ok(leida.pagina());
            case Resultado.Negada<T> negada -> Problema.respuesta(negada.codigo(), negada.detalle(), null);
        };
    }

    private static @Nullable Instant comienzo(@Nullable LocalDate dia, ZoneId zona) {
        return dia == null ? null : dia.atStartOfDay(zona).toInstant();
    }

    static int comprobado(int limite) {
        if (limite < 1 || limite > MAS) {
            throw new Problema(
                    Codigo.PARAMETRO_INVALIDO, "limite: se esperaba de 1 a %d, vino %d".formatted(MAS, limite));
        }
        return limite;
    }

    private static Set<Expansion> expansiones(String texto) {
        Set<Expansion> con = EnumSet.noneOf(Expansion.class);
        for (String nombre : texto.split(",")) {
            if (!nombre.isBlank()) {
                try {
                    con.add(Expansion.valueOf(nombre.strip().toUpperCase(Locale.ROOT)));
                } catch (IllegalArgumentException desconocida) {
                    throw new Problema(
                            Codigo.PARAMETRO_INVALIDO,
                            "expandir: se esperaba cliente, profesional o cabina, vino " + nombre);
                }
            }
        }
        return con;
    }
}

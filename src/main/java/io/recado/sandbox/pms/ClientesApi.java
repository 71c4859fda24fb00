package io.recado.sandbox.pms;

import io.recado.sandbox.pms.Ficha.Consentimientos;
import io.recado.sandbox.pms.Ficha.Telefono;
import io.recado.sandbox.pms.Lectura.Resultado;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Patients: by change ({@code modificadosDesde}, an RFC 3339 moment, inclusive), by {@code telefono} however it was typed, by
 * {@code ids}, and new ones. {@code POST} takes the fields of {@link Ficha.Cliente}; with an {@code Idempotency-Key} a repetition gets
 * the first answer. People share phones, so a number that is known is no reason to refuse. {@code POST …/telefono} puts one number in place
 * of another ({@code anterior}); 409 when that one stands there no more.
 */
@RestController
@RequestMapping("/flowww/v1/clientes")
class ClientesApi {

    private static final Set<String> TIPOS = Set.of("movil", "fijo", "trabajo");

    record Alta(
            @Nullable String nombre,
            @Nullable String apellidos,
            @Nullable List<Telefono> telefonos,
            @Nullable String email,
            @Nullable LocalDate fechaNacimiento,
            @Nullable String idioma,
            @Nullable Consentimientos consentimientos,
            @Nullable Long clinicaPreferidaId) {

        /** No person in logs. */
        @Override
        public String toString() {
            return "Alta";
        }
    }

    private final Lectura lectura;
    private final Pacientes pacientes;
    private final Fichero fichero;
    private final Repeticiones repeticiones;
    private final Clock clock;

    ClientesApi(Lectura lectura, Pacientes pacientes, Fichero fichero, Repeticiones repeticiones, Clock clock) {
        this.lectura = lectura;
        this.pacientes = pacientes;
        this.fichero = fichero;
        this.repeticiones = repeticiones;
        this.clock = clock;
    }

    @GetMapping
    ResponseEntity<?> clientes(
            @RequestParam(required = false) @Nullable Instant modificadosDesde,
            @RequestParam(required = false) @Nullable List<Long> ids,
            @RequestParam(required = false) @Nullable String telefono,
            @RequestParam(defaultValue = "") String cursor,
            @RequestParam(defaultValue = "100") int limite) {
        if (ids != null) {
            if (ids.size() > PmsApi.MAS) {
                throw new Problema(Codigo.PARAMETRO_INVALIDO, "Como mucho %d ids".formatted(PmsApi.MAS));
            }
            var encontrados = pacientes.porId(ids);
            return todos(ids.stream()
                    .distinct()
                    .filter(encontrados::containsKey)
                    .map(encontrados::get)
                    .toList());
        }
        if (telefono != null) {
            return todos(pacientes.porTelefono(telefono));
        }
        Resultado<Ficha.Cliente> resultado =
                lectura.clientes(modificadosDesde, cursor.isEmpty() ? null : cursor, PmsApi.comprobado(limite));
        return PmsApi.pagina(resultado);
    }

    @GetMapping("/{id}")
    ResponseEntity<?> cliente(@PathVariable long id) {
        Ficha.Cliente cliente = pacientes.porId(List.of(id)).get(id);
        return cliente == null
                ? Problema.respuesta(Codigo.NO_ENCONTRADA, "No hay ningún cliente " + id, null)
                : ResponseEntity.ok(cliente);
    }

    @PostMapping
    ResponseEntity<?> alta(
            @RequestAttribute(PmsGuard.SISTEMA) String sistema,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String clave,
            @RequestBody Alta alta) {
        Pacientes.Datos datos = leidos(alta);
        return clave == null
                ? creado(datos)
                : repeticiones.unaVez(sistema + " " + clave, "alta " + datosComoTexto(alta), () -> creado(datos));
    }

    record Arreglo(
            @Nullable String numero,
            @Nullable String tipo,
            @Nullable String anterior) {

        /** No person in logs. */
        @Override
        public String toString() {
            return "Arreglo";
        }
    }

    @PostMapping("/{id}/telefono")
    ResponseEntity<?> arregla(
            @RequestAttribute(PmsGuard.SISTEMA) String sistema,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String clave,
            @PathVariable long id,
            @RequestBody Arreglo arreglo) {
        if (clave == null || clave.isBlank()) {
            throw new Problema(Codigo.FALTA_CLAVE, "Cada orden lleva una Idempotency-Key propia");
        }
        String numero = arreglo.numero() == null ? "" : arreglo.numero().strip();
        String tipo = arreglo.tipo() == null ? "movil" : arreglo.tipo();
        if (numero.isEmpty() || !TIPOS.contains(tipo)) {
            throw new Problema(Codigo.PARAMETRO_INVALIDO, "Se esperaba numero y tipo, uno de movil, fijo, trabajo");
        }
        String llamada = "telefono %d %x".formatted(id, (numero + " " + arreglo.anterior()).hashCode());
        return repeticiones.unaVez(sistema + " " + clave, llamada, () -> switch (pacientes.arreglaTelefono(
                id, new Telefono(numero, tipo), arreglo.anterior())) {
            case HECHO -> ResponseEntity.ok(pacientes.porId(List.of(id)).get(id));
            case NO_EXISTE -> Problema.respuesta(Codigo.NO_ENCONTRADA, "No hay ningún cliente " + id, null);
            case ES_OTRO -> Problema.respuesta(Codigo.TELEFONO_DISTINTO, "El cliente tiene otro teléfono", null);
        });
    }

    private ResponseEntity<?> creado(Pacientes.Datos datos) {
        Ficha.Cliente nuevo = pacientes.crea(datos);
        return ResponseEntity.created(URI.create("/flowww/v1/clientes/" + nuevo.id()))
                .body(nuevo);
    }

    /** What tells one request from another, without what it says. */
    private static String datosComoTexto(Alta alta) {
        return Integer.toHexString(List.of(
                        String.valueOf(alta.nombre()),
                        String.valueOf(alta.apellidos()),
                        String.valueOf(alta.telefonos()),
                        String.valueOf(alta.email()),
                        String.valueOf(alta.fechaNacimiento()))
                .hashCode());
    }

    private ResponseEntity<?> todos(List<Ficha.Cliente> clientes) {
        return ResponseEntity.ok(new Pagina<>(clientes, null, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    }

    private Pacientes.Datos leidos(Alta alta) {
        String nombre = alta.nombre() == null ? "" : alta.nombre().strip();
        List<Telefono> telefonos = alta.telefonos() == null ? List.of() : alta.telefonos();
        if (nombre.isEmpty()) {
            throw new Problema(Codigo.PARAMETRO_INVALIDO, "nombre: falta");
        }
        for (Telefono telefono : telefonos) {
            if (telefono.numero() == null || telefono.numero().isBlank() || !TIPOS.contains(telefono.tipo())) {
                throw new Problema(
                        Codigo.PARAMETRO_INVALIDO, "telefonos: se esperaba numero y tipo, uno de movil, fijo, trabajo");
            }
        }
        Long clinica = alta.clinicaPreferidaId();
        if (clinica != null && fichero.clinica(clinica).isEmpty()) {
            throw new Problema(Codigo.PARAMETRO_INVALIDO, "clinicaPreferidaId: no hay ninguna clínica " + clinica);
        }
        Consentimientos dice =
                alta.consentimientos() == null ? new Consentimientos(null, null, null, null) : alta.consentimientos();
        return new Pacientes.Datos(
                nombre,
                alta.apellidos() == null ? "" : alta.apellidos().strip(),
                telefonos,
                alta.email(),
                alta.fechaNacimiento(),
                alta.idioma(),
                dice.recordatorios(),
                dice.publicidadWhatsApp(),
                dice.publicidadEmail(),
                clinica);
    }
}

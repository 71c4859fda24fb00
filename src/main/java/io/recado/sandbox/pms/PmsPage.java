package io.recado.sandbox.pms;

import io.recado.sandbox.pms.Citas.Nueva;
import io.recado.sandbox.pms.Estado.Accion;
import io.recado.sandbox.pms.Ficha.Clinica;
import io.recado.sandbox.pms.Lectura.Expansion;
import io.recado.sandbox.pms.Lectura.Filtro;
import io.recado.sandbox.pms.Lectura.Resultado;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The desk's agenda: one clinic, one day, and what can be done with each cita. Times are the clinic's wall clock. */
@Controller
@RequestMapping("/pms")
class PmsPage {

    private static final int MANY = 500;
    private static final DateTimeFormatter HORA = DateTimeFormatter.ofPattern("HH:mm");

    /**
     * A line of the agenda.
     *
     * @param quien null: the row is a block
     * @param telefono as typed; null: none
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
            int version) {}

    private final Lectura lectura;
    private final Agenda agenda;
    private final Fichero fichero;
    private final Pacientes pacientes;
    private final Clock clock;

    PmsPage(Lectura lectura, Agenda agenda, Fichero fichero, Pacientes pacientes, Clock clock) {
        this.lectura = lectura;
        this.agenda = agenda;
        this.fichero = fichero;
        this.pacientes = pacientes;
        this.clock = clock;
    }

    @GetMapping
    String dia(
            @RequestParam(defaultValue = "1") long clinica,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate dia,
            Model model) {
        Clinica cual = fichero.clinica(clinica).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        ZoneId zona = ZoneId.of(cual.zonaHoraria());
        LocalDate hoy = LocalDate.ofInstant(clock.instant(), zona);
        LocalDate mostrado = dia == null ? hoy : dia;
        List<Linea> lineas = lineas(clinica, mostrado, zona);
        Map<String, Long> cuenta = lineas.stream().collect(Collectors.groupingBy(Linea::estado, Collectors.counting()));
        model.addAttribute("clinicas", fichero.clinicas());
        model.addAttribute("clinica", cual);
        model.addAttribute("dia", mostrado);
        model.addAttribute("hoy", hoy);
        model.addAttribute("ahora", HORA.format(LocalTime.ofInstant(clock.instant(), zona)));
        model.addAttribute("lineas", lineas);
        model.addAttribute(
                "cuenta",
                EnumSet.allOf(Estado.class).stream()
                        .map(Estado::codigo)
                        .filter(cuenta::containsKey)
                        .map(estado -> Map.entry(estado, cuenta.getOrDefault(estado, 0L)))
                        .toList());
        model.addAttribute("clientes", pacientes.de(clinica));
        model.addAttribute(
                "profesionales",
                fichero.profesionales().stream()
                        .filter(p -> p.clinicaId() == clinica)
                        .toList());
        model.addAttribute("servicios", fichero.servicios());
        return "pms";
    }

    @PostMapping("/citas")
    String crea(
            @RequestParam long clinica,
            @RequestParam long cliente,
            @RequestParam long profesional,
            @RequestParam long servicio,
            @RequestParam @DateTimeFormat(iso = ISO.DATE_TIME) LocalDateTime inicio,
            RedirectAttributes vuelta) {
        Instant desde = inicio.atZone(zona(clinica)).toInstant();
        int minutos = fichero.servicios().stream()
                .filter(s -> s.id() == servicio)
                .mapToInt(Ficha.Servicio::duracionMin)
                .findFirst()
                .orElse(30);
        Respuesta respuesta = agenda.crea(new Nueva(
                clinica,
                cliente,
                profesional,
                null,
                desde,
                desde.plusSeconds(minutos * 60L),
                List.of(servicio),
                null,
                "mostrador",
                null));
        return vuelve(respuesta, clinica, inicio.toLocalDate(), vuelta);
    }

    @PostMapping("/citas/{id}/{accion}")
    String cambia(
            @PathVariable String id,
            @PathVariable String accion,
            @RequestParam long clinica,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate dia,
            RedirectAttributes vuelta) {
        CitaId cita = leido(id);
        if (accion.equals("borrar")) {
            agenda.borra(cita);
            vuelta.addAttribute("clinica", clinica).addAttribute("dia", dia);
            return "redirect:/pms";
        }
        Accion que = Accion.valueOf(accion.toUpperCase(Locale.ROOT));
        return vuelve(agenda.cambia(cita, que, actual -> true, null), clinica, dia, vuelta);
    }

    @PostMapping("/citas/{id}/mover")
    String mueve(
            @PathVariable String id,
            @RequestParam long clinica,
            @RequestParam @DateTimeFormat(iso = ISO.DATE_TIME) LocalDateTime inicio,
            RedirectAttributes vuelta) {
        Respuesta respuesta =
                agenda.mueve(leido(id), inicio.atZone(zona(clinica)).toInstant());
        return vuelve(respuesta, clinica, inicio.toLocalDate(), vuelta);
    }

    @PostMapping("/clientes/{id}/telefono")
    String telefono(
            @PathVariable long id,
            @RequestParam String numero,
            @RequestParam long clinica,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate dia,
            RedirectAttributes vuelta) {
        pacientes.cambiaTelefono(id, numero.isBlank() ? null : numero.strip());
        vuelta.addAttribute("clinica", clinica).addAttribute("dia", dia);
        return "redirect:/pms";
    }

    private static String vuelve(Respuesta respuesta, long clinica, LocalDate dia, RedirectAttributes vuelta) {
        switch (respuesta) {
            case Respuesta.Hecho hecho ->
                vuelta.addFlashAttribute("hecho", hecho.cita().id().toString());
            case Respuesta.Rechazo rechazo -> vuelta.addFlashAttribute("rechazo", rechazo.detalle());
        }
        vuelta.addAttribute("clinica", clinica).addAttribute("dia", dia);
        return "redirect:/pms";
    }

    private List<Linea> lineas(long clinica, LocalDate dia, ZoneId zona) {
        Filtro filtro = new Filtro(
                clinica,
                dia.atStartOfDay(zona).toInstant(),
                dia.plusDays(1).atStartOfDay(zona).toInstant(),
                null,
                true);
        return switch (lectura.citas(filtro, EnumSet.allOf(Expansion.class), null, MANY)) {
            case Resultado.Leida<Cita> leida ->
                leida.pagina().datos().stream()
                        .map(PmsPage::linea)
                        .sorted(Comparator.comparing(Linea::inicio).thenComparing(Linea::id))
                        .toList();
            case Resultado.Negada<Cita> negada -> List.of();
        };
    }

    private static Linea linea(Cita cita) {
        Ficha.Cliente cliente = cita.cliente();
        Ficha.Profesional profesional = cita.profesional();
        Ficha.Cabina cabina = cita.cabina();
        return new Linea(
                cita.id().toString(),
                HORA.format(cita.inicio()),
                HORA.format(cita.fin()),
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

    private ZoneId zona(long clinica) {
        return fichero.zona(clinica).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static CitaId leido(String id) {
        return CitaId.lee(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}

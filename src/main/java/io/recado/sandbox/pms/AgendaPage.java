package io.recado.sandbox.pms;

import io.recado.sandbox.pms.Citas.Nueva;
import io.recado.sandbox.pms.Estado.Accion;
import io.recado.sandbox.pms.Lectura.Expansion;
import io.recado.sandbox.pms.Lectura.Filtro;
import io.recado.sandbox.pms.Lectura.Resultado;
import io.recado.sandbox.pms.Marco.Vista;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
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
class AgendaPage {

    private static final int MANY = 500;
    private static final int MINUTOS = 30;

    private final Lectura lectura;
    private final Agenda agenda;
    private final Fichero fichero;
    private final Pacientes pacientes;
    private final Marco marco;

    AgendaPage(Lectura lectura, Agenda agenda, Fichero fichero, Pacientes pacientes, Marco marco) {
        this.lectura = lectura;
        this.agenda = agenda;
        this.fichero = fichero;
        this.pacientes = pacientes;
        this.marco = marco;
    }

    @GetMapping
    String dia(
            @RequestParam(defaultValue = "1") long clinica,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate dia,
            Model model) {
        List<Linea> lineas = lineas(marco.pon(model, "agenda", clinica, dia));
        Map<String, Long> cuenta = lineas.stream().collect(Collectors.groupingBy(Linea::estado, Collectors.counting()));
        model.addAttribute("lineas", lineas);
        model.addAttribute(
                "cuenta",
                EnumSet.allOf(Estado.class).stream()
                        .map(Estado::codigo)
                        .filter(cuenta::containsKey)
                        .map(estado -> Map.entry(estado, cuenta.getOrDefault(estado, 0L)))
                        .toList());
        model.addAttribute("clientes", pacientes.de(clinica));
        model.addAttribute("profesionales", marco.profesionales(clinica));
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
        Instant desde = inicio.atZone(marco.zona(clinica)).toInstant();
        int minutos = fichero.servicios().stream()
                .filter(s -> s.id() == servicio)
                .mapToInt(Ficha.Servicio::duracionMin)
                .findFirst()
                .orElse(MINUTOS);
        Marco.dice(
                vuelta,
                agenda.crea(new Nueva(
                        clinica,
                        cliente,
                        profesional,
                        null,
                        desde,
                        desde.plusSeconds(minutos * 60L),
                        List.of(servicio),
                        null,
                        "mostrador",
                        null)));
        return Marco.vuelve(vuelta, "/pms", clinica, inicio.toLocalDate());
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
        } else {
            Accion que = Accion.valueOf(accion.toUpperCase(Locale.ROOT));
            Marco.dice(vuelta, agenda.cambia(cita, que, actual -> true, null));
        }
        return Marco.vuelve(vuelta, "/pms", clinica, dia);
    }

    @PostMapping("/citas/{id}/mover")
    String mueve(
            @PathVariable String id,
            @RequestParam long clinica,
            @RequestParam @DateTimeFormat(iso = ISO.DATE_TIME) LocalDateTime inicio,
            RedirectAttributes vuelta) {
        Marco.dice(
                vuelta,
                agenda.mueve(leido(id), inicio.atZone(marco.zona(clinica)).toInstant()));
        return Marco.vuelve(vuelta, "/pms", clinica, inicio.toLocalDate());
    }

    private List<Linea> lineas(Vista vista) {
        Filtro filtro = new Filtro(
                vista.clinica().id(),
                vista.dia().atStartOfDay(vista.zona()).toInstant(),
                vista.dia().plusDays(1).atStartOfDay(vista.zona()).toInstant(),
                null,
                true);
        return switch (lectura.citas(filtro, EnumSet.allOf(Expansion.class), null, MANY)) {
            case Resultado.Leida<Cita> leida ->
                leida.pagina().datos().stream()
                        .map(Linea::de)
                        .sorted(Comparator.comparing(Linea::inicio).thenComparing(Linea::id))
                        .toList();
            case Resultado.Negada<Cita> negada -> List.of();
        };
    }

    private static CitaId leido(String id) {
        return CitaId.lee(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}

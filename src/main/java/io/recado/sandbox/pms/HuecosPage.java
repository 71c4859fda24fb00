package io.recado.sandbox.pms;

import io.recado.sandbox.pms.Huecos.Hueco;
import io.recado.sandbox.pms.Marco.Vista;
import io.recado.sandbox.pms.Reservas.Peticion;
import io.recado.sandbox.pms.Reservas.Reservada;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Free time of a day: to look for, to book and to hold; and what is held by whom. */
@Controller
@RequestMapping("/pms/huecos")
class HuecosPage {

    private static final String MOSTRADOR = "mostrador";

    /** The gaps of one professional. */
    record DeUno(Ficha.Profesional profesional, List<Hueco> huecos) {}

    private final Disponibilidad disponibilidad;
    private final Reservas reservas;
    private final Retenciones retenciones;
    private final Fichero fichero;
    private final Pacientes pacientes;
    private final Marco marco;
    private final Clock clock;

    HuecosPage(
            Disponibilidad disponibilidad,
            Reservas reservas,
            Retenciones retenciones,
            Fichero fichero,
            Pacientes pacientes,
            Marco marco,
            Clock clock) {
        this.disponibilidad = disponibilidad;
        this.reservas = reservas;
        this.retenciones = retenciones;
        this.fichero = fichero;
        this.pacientes = pacientes;
        this.marco = marco;
        this.clock = clock;
    }

    @GetMapping
    String huecos(
            @RequestParam(defaultValue = "1") long clinica,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate dia,
            @RequestParam(defaultValue = "1") List<Long> servicio,
            @RequestParam(required = false) @Nullable Long cliente,
            Model model) {
        Vista vista = marco.pon(model, "huecos", clinica, dia);
        Map<Long, Ficha.Profesional> profesionales =
                marco.profesionales(clinica).stream().collect(Collectors.toMap(Ficha.Profesional::id, uno -> uno));
        try {
            model.addAttribute("deCadaUno", deCadaUno(vista, servicio));
        } catch (Problema problema) {
            model.addAttribute("deCadaUno", List.of());
            model.addAttribute("rechazo", problema.codigo().name());
            model.addAttribute("detalle", problema.getMessage());
        }
        model.addAttribute("elegidos", servicio);
        model.addAttribute("cliente", cliente);
        model.addAttribute("servicios", fichero.servicios());
        model.addAttribute("clientes", pacientes.de(clinica));
        model.addAttribute("profesionales", profesionales);
        model.addAttribute("retenciones", retenciones.vivas(clinica, clock.instant()));
        return "pms-huecos";
    }

    /** Books or holds a gap; {@code hueco} is its start, its professional and its cabina, if any, with spaces between. */
    @PostMapping
    String toma(
            @RequestParam String hueco,
            @RequestParam long cliente,
            @RequestParam List<Long> servicio,
            @RequestParam String como,
            @RequestParam long clinica,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate dia,
            RedirectAttributes vuelta) {
        String[] partes = hueco.split(" ");
        Peticion que = new Peticion(
                clinica,
                OffsetDateTime.parse(partes[0]).toInstant(),
                servicio,
                Long.valueOf(partes[1]),
                partes.length > 2 ? Long.valueOf(partes[2]) : null);
        Marco.intenta(vuelta, () -> {
            if (como.equals("retener")) {
                reservas.retiene(que, MOSTRADOR, Reservas.RETIENE);
            } else {
                Reservada hecha = reservas.reserva(que, cliente, MOSTRADOR, MOSTRADOR + "-" + UUID.randomUUID());
                vuelta.addFlashAttribute("reservada", hecha.cita().id().toString());
            }
        });
        vuelta.addAttribute("servicio", servicio);
        return Marco.vuelve(vuelta, "/pms/huecos", clinica, dia);
    }

    @PostMapping("/retenciones/{id}/soltar")
    String suelta(
            @PathVariable String id,
            @RequestParam String sistema,
            @RequestParam long clinica,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate dia,
            RedirectAttributes vuelta) {
        Marco.intenta(vuelta, () -> reservas.suelta(id, sistema));
        return Marco.vuelve(vuelta, "/pms/huecos", clinica, dia);
    }

    private List<DeUno> deCadaUno(Vista vista, List<Long> servicios) {
        Map<Long, List<Hueco>> porProfesional = disponibilidad
                .huecos(vista.clinica(), vista.dia(), vista.dia().plusDays(1), disponibilidad.conjunto(servicios), null)
                .stream()
                .collect(Collectors.groupingBy(Hueco::profesionalId));
        return marco.profesionales(vista.clinica().id()).stream()
                .filter(uno -> porProfesional.containsKey(uno.id()))
                .map(uno -> new DeUno(uno, porProfesional.getOrDefault(uno.id(), List.of())))
                .toList();
    }
}

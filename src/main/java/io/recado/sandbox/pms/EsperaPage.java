package io.recado.sandbox.pms;

import io.recado.sandbox.pms.Disponibilidad.Conjunto;
import io.recado.sandbox.pms.ListaEspera.Datos;
import io.recado.sandbox.pms.ListaEspera.Entrada;
import io.recado.sandbox.pms.ListaEspera.Espera;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

/** The waiting list of a clinic. */
@Controller
@RequestMapping("/pms/espera")
class EsperaPage {

    private final ListaEspera lista;
    private final Disponibilidad disponibilidad;
    private final Fichero fichero;
    private final Pacientes pacientes;
    private final Marco marco;

    EsperaPage(ListaEspera lista, Disponibilidad disponibilidad, Fichero fichero, Pacientes pacientes, Marco marco) {
        this.lista = lista;
        this.disponibilidad = disponibilidad;
        this.fichero = fichero;
        this.pacientes = pacientes;
        this.marco = marco;
    }

    @GetMapping
    String lista(
            @RequestParam(defaultValue = "1") long clinica,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate dia,
            Model model) {
        marco.pon(model, "espera", clinica, dia);
        List<Entrada> entradas = lista.de(clinica, null);
        model.addAttribute("entradas", entradas);
        model.addAttribute(
                "quienes",
                pacientes.porId(entradas.stream().map(Entrada::clienteId).toList()));
        model.addAttribute("estados", Espera.values());
        model.addAttribute("clientes", pacientes.de(clinica));
        model.addAttribute("servicios", fichero.servicios());
        model.addAttribute("nombres", nombres());
        return "pms-espera";
    }

    /** @param diaSemana 1–7, or 0 for any day; without hours any hour suits */
    @PostMapping
    String apunta(
            @RequestParam long cliente,
            @RequestParam(required = false) @Nullable List<Long> servicio,
            @RequestParam(defaultValue = "0") int diaSemana,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.TIME) @Nullable LocalTime desde,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.TIME) @Nullable LocalTime hasta,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate validaHasta,
            @RequestParam long clinica,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate dia,
            RedirectAttributes vuelta) {
        Marco.intenta(vuelta, () -> {
            Conjunto servicios = disponibilidad.conjunto(servicio);
            lista.apunta(
                    clinica,
                    cliente,
                    new Datos(
                            servicios.ids(),
                            (int) servicios.cuanto().toMinutes(),
                            franjas(diaSemana, desde, hasta),
                            validaHasta));
        });
        return Marco.vuelve(vuelta, "/pms/espera", clinica, dia);
    }

    @PostMapping("/{id}")
    String cambia(
            @PathVariable long id,
            @RequestParam String estado,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate validaHasta,
            @RequestParam long clinica,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate dia,
            RedirectAttributes vuelta) {
        Marco.intenta(vuelta, () -> {
            Entrada antes = lista.busca(id)
                    .orElseThrow(() -> new Problema(Codigo.NO_ENCONTRADA, "No hay ninguna espera " + id));
            Espera otro = Espera.de(estado)
                    .orElseThrow(() -> new Problema(Codigo.PARAMETRO_INVALIDO, "No existe el estado " + estado));
            if (!antes.estado().permite(otro)) {
                throw new Problema(Codigo.ESTADO_NO_PERMITE, "Una espera atendida no se reabre; apunte otra");
            }
            Datos datos = new Datos(antes.servicios(), antes.duracionMin(), antes.franjas(), validaHasta);
            lista.cambia(antes, datos, otro);
        });
        return Marco.vuelve(vuelta, "/pms/espera", clinica, dia);
    }

    private static List<Franja> franjas(int dia, @Nullable LocalTime desde, @Nullable LocalTime hasta) {
        if (dia == 0 && desde == null && hasta == null) {
            return List.of();
        }
        LocalTime abre = desde == null ? LocalTime.MIN : desde;
        LocalTime cierra = hasta == null ? LocalTime.of(23, 59) : hasta;
        return (dia == 0 ? IntStream.rangeClosed(1, 7) : IntStream.of(dia))
                .mapToObj(cual -> new Franja(cual, abre, cierra))
                .toList();
    }

    private Map<Long, String> nombres() {
        return fichero.servicios().stream().collect(Collectors.toMap(Ficha.Servicio::id, Ficha.Servicio::nombre));
    }
}

package io.recado.sandbox.pms;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

/** Who works at a clinic when, its cabinas, and the services of all clinics. */
@Controller
@RequestMapping("/pms/centro")
class CentroPage {

    private final Centro centro;
    private final Fichero fichero;
    private final Marco marco;

    CentroPage(Centro centro, Fichero fichero, Marco marco) {
        this.centro = centro;
        this.fichero = fichero;
        this.marco = marco;
    }

    @GetMapping
    String centro(
            @RequestParam(defaultValue = "1") long clinica,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate dia,
            Model model) {
        marco.pon(model, "centro", clinica, dia);
        Map<Long, List<Franja>> horarios = fichero.horarios();
        model.addAttribute("profesionales", marco.profesionales(clinica));
        model.addAttribute(
                "semanas",
                marco.profesionales(clinica).stream()
                        .collect(Collectors.toMap(
                                Ficha.Profesional::id, p -> semana(horarios.getOrDefault(p.id(), List.of())))));
        model.addAttribute(
                "cabinas",
                fichero.cabinas().stream().filter(c -> c.clinicaId() == clinica).toList());
        List<Ficha.Servicio> servicios = fichero.servicios();
        model.addAttribute("servicios", servicios);
        model.addAttribute(
                "nombres", servicios.stream().collect(Collectors.toMap(Ficha.Servicio::id, Ficha.Servicio::nombre)));
        return "pms-centro";
    }

    @PostMapping("/profesionales")
    String altaProfesional(
            @RequestParam String nombre,
            @RequestParam(defaultValue = "") String especialidad,
            @RequestParam long clinica,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate dia,
            RedirectAttributes vuelta) {
        Marco.intenta(vuelta, () -> centro.altaProfesional(clinica, lleno(nombre), especialidad.strip()));
        return Marco.vuelve(vuelta, "/pms/centro", clinica, dia);
    }

    @PostMapping("/profesionales/{id}")
    String profesional(
            @PathVariable long id,
            @RequestParam String nombre,
            @RequestParam(defaultValue = "") String especialidad,
            @RequestParam(defaultValue = "false") boolean activo,
            @RequestParam long clinica,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate dia,
            RedirectAttributes vuelta) {
        Marco.intenta(vuelta, () -> centro.cambiaProfesional(id, lleno(nombre), especialidad.strip(), activo));
        return Marco.vuelve(vuelta, "/pms/centro", clinica, dia);
    }

    /** @param diaSemana 1–7, or 0 for every day; without hours it is a day off */
    @PostMapping("/profesionales/{id}/horario")
    String horario(
            @PathVariable long id,
            @RequestParam int diaSemana,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.TIME) @Nullable LocalTime desde,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.TIME) @Nullable LocalTime hasta,
            @RequestParam(defaultValue = "trabaja") String como,
            @RequestParam long clinica,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate dia,
            RedirectAttributes vuelta) {
        Marco.intenta(vuelta, () -> {
            List<Integer> dias = (diaSemana == 0 ? IntStream.rangeClosed(1, 7) : IntStream.of(diaSemana))
                    .boxed()
                    .toList();
            if (como.equals("libra")) {
                dias.forEach(cual -> centro.libra(id, cual));
            } else if (desde == null || hasta == null) {
                throw new Problema(Codigo.PARAMETRO_INVALIDO, "desde y hasta: faltan");
            } else {
                centro.trabaja(
                        id,
                        dias.stream()
                                .map(cual -> new Franja(cual, desde, hasta))
                                .toList());
            }
        });
        return Marco.vuelve(vuelta, "/pms/centro", clinica, dia);
    }

    /** @param id 0 for a new one */
    @PostMapping("/cabinas/{id}")
    String cabina(
            @PathVariable long id,
            @RequestParam String nombre,
            @RequestParam long clinica,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate dia,
            RedirectAttributes vuelta) {
        Marco.intenta(vuelta, () -> {
            if (id == 0) {
                centro.altaCabina(clinica, lleno(nombre));
            } else {
                centro.cambiaCabina(id, lleno(nombre));
            }
        });
        return Marco.vuelve(vuelta, "/pms/centro", clinica, dia);
    }

    /** @param id 0 for a new one */
    @PostMapping("/servicios/{id}")
    String servicio(
            @PathVariable long id,
            @RequestParam String nombre,
            @RequestParam int minutos,
            @RequestParam(defaultValue = "false") boolean cabina,
            @RequestParam long clinica,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate dia,
            RedirectAttributes vuelta) {
        Marco.intenta(vuelta, () -> {
            if (id == 0) {
                centro.altaServicio(lleno(nombre), minutos, cabina);
            } else {
                centro.cambiaServicio(id, lleno(nombre), minutos, cabina);
            }
        });
        return Marco.vuelve(vuelta, "/pms/centro", clinica, dia);
    }

    /** The hours of each day that has any. */
    private static Map<Integer, String> semana(List<Franja> franjas) {
        return franjas.stream()
                .collect(Collectors.groupingBy(
                        Franja::dia,
                        TreeMap::new,
                        Collectors.mapping(
                                franja -> Marco.HORA.format(franja.desde()) + "–" + Marco.HORA.format(franja.hasta()),
                                Collectors.joining(", "))));
    }

    private static String lleno(String nombre) {
        if (nombre.isBlank()) {
            throw new Problema(Codigo.PARAMETRO_INVALIDO, "nombre: falta");
        }
        return nombre.strip();
    }
}

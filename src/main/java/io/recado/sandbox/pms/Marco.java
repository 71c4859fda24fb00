package io.recado.sandbox.pms;

import io.recado.sandbox.pms.Ficha.Clinica;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What all pages of the PMS share: the clinic and the day they are about, and the way back to them after a change. */
@Component
class Marco {

    static final DateTimeFormatter HORA = DateTimeFormatter.ofPattern("HH:mm");

    /** The clinic and the day a page is about; the day is one of the clinic's zone. */
    record Vista(Clinica clinica, ZoneId zona, LocalDate dia) {}

    private final Fichero fichero;
    private final Clock clock;

    Marco(Fichero fichero, Clock clock) {
        this.fichero = fichero;
        this.clock = clock;
    }

    /**
     * Puts clinic and day into a page.
     *
     * @param dia null: today at the clinic
     * @param seccion which of the pages it is
     */
    Vista pon(Model model, String seccion, long clinica, @Nullable LocalDate dia) {
        Clinica cual = clinica(clinica);
        ZoneId zona = ZoneId.of(cual.zonaHoraria());
        LocalDate hoy = LocalDate.ofInstant(clock.instant(), zona);
        LocalDate mostrado = dia == null ? hoy : dia;
        model.addAttribute("seccion", seccion);
        model.addAttribute("clinicas", fichero.clinicas());
        model.addAttribute("clinica", cual);
        model.addAttribute("dia", mostrado);
        model.addAttribute("hoy", hoy);
        model.addAttribute("ahora", HORA.format(LocalTime.ofInstant(clock.instant(), zona)));
        return new Vista(cual, zona, mostrado);
    }

    Clinica clinica(long id) {
        return fichero.clinica(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    ZoneId zona(long clinica) {
        return ZoneId.of(clinica(clinica).zonaHoraria());
    }

    List<Ficha.Profesional> profesionales(long clinica) {
        return fichero.profesionales().stream()
                .filter(p -> p.clinicaId() == clinica)
                .toList();
    }

    /** Does something and says on the next page that it is done, or why not. */
    static void intenta(RedirectAttributes vuelta, Runnable accion) {
        try {
            accion.run();
            vuelta.addFlashAttribute("hecho", "");
        } catch (Problema problema) {
            rechaza(vuelta, problema.codigo(), String.valueOf(problema.getMessage()));
        } catch (DataIntegrityViolationException e) {
            rechaza(vuelta, Codigo.PARAMETRO_INVALIDO, "");
        }
    }

    /** Says on the next page what has become of a cita. */
    static void dice(RedirectAttributes vuelta, Respuesta respuesta) {
        switch (respuesta) {
            case Respuesta.Hecho hecho ->
                vuelta.addFlashAttribute("hecho", hecho.cita().id().toString());
            case Respuesta.Rechazo rechazo -> rechaza(vuelta, rechazo.codigo(), rechazo.detalle());
        }
    }

    private static void rechaza(RedirectAttributes vuelta, Codigo codigo, String detalle) {
        vuelta.addFlashAttribute("rechazo", codigo.name());
        vuelta.addFlashAttribute("detalle", detalle);
    }

    /** Back to one of the pages, about the same clinic and day. */
    static String vuelve(RedirectAttributes vuelta, String pagina, long clinica, LocalDate dia) {
        // as text: a date would be written as the visitor's language has it
        vuelta.addAttribute("clinica", clinica).addAttribute("dia", dia.toString());
        return "redirect:" + pagina;
    }
}

package io.recado.sandbox.pms;

import io.recado.sandbox.pms.Ficha.Cliente;
import io.recado.sandbox.pms.Ficha.Telefono;
import io.recado.sandbox.pms.Pacientes.Datos;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The patients of a clinic. */
@Controller
@RequestMapping("/pms")
class PacientesPage {

    private static final int CUANTOS = 60;

    /** What the form of a patient says; consents are {@code true}, {@code false} or empty where nobody asked. */
    record Formulario(
            @Nullable String nombre,
            @Nullable String apellidos,
            @Nullable String telefono,
            @Nullable String otroTelefono,
            @Nullable String email,

            @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate nacimiento,

            @Nullable String idioma,
            @Nullable Boolean recordatorios,
            @Nullable Boolean whatsapp,
            @Nullable Boolean porEmail) {

        /** No person in logs. */
        @Override
        public String toString() {
            return "Formulario";
        }

        Datos datos(long clinica) {
            String como = vacio(nombre);
            if (como == null) {
                throw new Problema(Codigo.PARAMETRO_INVALIDO, "nombre: falta");
            }
            List<Telefono> telefonos = new ArrayList<>();
            apunta(vacio(telefono), "movil", telefonos);
            apunta(vacio(otroTelefono), "fijo", telefonos);
            return new Datos(
                    como,
                    apellidos == null ? "" : apellidos.strip(),
                    telefonos,
                    vacio(email),
                    nacimiento,
                    vacio(idioma),
                    recordatorios,
                    whatsapp,
                    porEmail,
                    clinica);
        }

        private static void apunta(@Nullable String numero, String tipo, List<Telefono> telefonos) {
            if (numero != null) {
                telefonos.add(new Telefono(numero, tipo));
            }
        }

        private static @Nullable String vacio(@Nullable String texto) {
            return texto == null || texto.isBlank() ? null : texto.strip();
        }
    }

    private final Pacientes pacientes;
    private final Marco marco;

    PacientesPage(Pacientes pacientes, Marco marco) {
        this.pacientes = pacientes;
        this.marco = marco;
    }

    @GetMapping("/pacientes")
    String pacientes(
            @RequestParam(defaultValue = "1") long clinica,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate dia,
            @RequestParam(defaultValue = "") String q,
            Model model) {
        marco.pon(model, "pacientes", clinica, dia);
        List<Cliente> encontrados = pacientes.busca(clinica, q.strip(), CUANTOS);
        model.addAttribute("q", q);
        model.addAttribute("pacientes", encontrados);
        model.addAttribute("hayMas", encontrados.size() == CUANTOS);
        return "pms-pacientes";
    }

    @PostMapping("/pacientes")
    String alta(
            @ModelAttribute Formulario formulario,
            @RequestParam long clinica,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate dia,
            RedirectAttributes vuelta) {
        Marco.intenta(vuelta, () -> pacientes.crea(formulario.datos(clinica)));
        vuelta.addAttribute("q", formulario.nombre());
        return Marco.vuelve(vuelta, "/pms/pacientes", clinica, dia);
    }

    @PostMapping("/pacientes/{id}")
    String cambia(
            @PathVariable long id,
            @ModelAttribute Formulario formulario,
            @RequestParam(defaultValue = "") String q,
            @RequestParam long clinica,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate dia,
            RedirectAttributes vuelta) {
        Marco.intenta(vuelta, () -> {
            if (!pacientes.cambia(id, formulario.datos(clinica))) {
                throw new Problema(Codigo.NO_ENCONTRADA, "No hay ningún cliente " + id);
            }
        });
        vuelta.addAttribute("q", q);
        return Marco.vuelve(vuelta, "/pms/pacientes", clinica, dia);
    }

    /** From the agenda: the number alone. */
    @PostMapping("/clientes/{id}/telefono")
    String telefono(
            @PathVariable long id,
            @RequestParam String numero,
            @RequestParam long clinica,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate dia,
            RedirectAttributes vuelta) {
        pacientes.cambiaTelefono(id, numero.isBlank() ? null : numero.strip());
        return Marco.vuelve(vuelta, "/pms", clinica, dia);
    }
}

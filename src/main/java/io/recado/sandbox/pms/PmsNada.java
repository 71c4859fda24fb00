package io.recado.sandbox.pms;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is asked for under {@code /flowww/} and is not there, in the shape of every other refusal. */
@RestController
class PmsNada {

    @RequestMapping("/flowww/**")
    ResponseEntity<?> nada() {
        return Problema.respuesta(Codigo.NO_ENCONTRADA, "No existe ese recurso, o no con ese método", null);
    }
}

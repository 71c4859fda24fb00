package io.recado.sandbox.pms;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** A refusal as RFC 9457 has it, with the PMS's own {@code codigo}. Also thrown where a request cannot be read at all. */
class Problema extends RuntimeException {

    private final Codigo codigo;

    Problema(Codigo codigo, String detalle) {
        super(detalle);
        this.codigo = codigo;
    }

    Codigo codigo() {
        return codigo;
    }

    ResponseEntity<ProblemDetail> respuesta() {
        return respuesta(codigo, String.valueOf(getMessage()), null);
    }

    static ResponseEntity<ProblemDetail> respuesta(Codigo codigo, String detalle, @Nullable Cita actual) {
        ProblemDetail problema = ProblemDetail.forStatusAndDetail(HttpStatus.valueOf(codigo.http()), detalle);
        problema.setTitle(codigo.titulo());
        problema.setProperty("codigo", codigo.name());
        if (actual != null) {
            problema.setProperty("versionActual", actual.version());
            problema.setProperty("estadoActual", actual.estado().codigo());
        }
        return ResponseEntity.status(codigo.http())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problema);
    }

    /** The same, for filters. */
    static void escribe(HttpServletResponse response, ObjectMapper json, Codigo codigo, String detalle)
            throws IOException {
        response.setStatus(codigo.http());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        json.writeValue(
                response.getOutputStream(), respuesta(codigo, detalle, null).getBody());
    }
}

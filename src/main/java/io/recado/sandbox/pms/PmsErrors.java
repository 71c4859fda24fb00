package io.recado.sandbox.pms;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Turns what goes wrong under {@code /flowww/v1} into problems with a {@code codigo}. */
@RestControllerAdvice(assignableTypes = {PmsApi.class, PmsCommands.class, PmsControl.class})
class PmsErrors {

    private static final Logger log = LoggerFactory.getLogger(PmsErrors.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(Problema problema) {
        return problema.respuesta();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> misread(MethodArgumentTypeMismatchException e) {
        return Problema.respuesta(Codigo.PARAMETRO_INVALIDO, e.getName() + " no se entiende", null);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(HttpMessageNotReadableException e) {
        return Problema.respuesta(Codigo.PARAMETRO_INVALIDO, "El cuerpo no se entiende", null);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(RuntimeException e) {
        log.error("The PMS failed", e);
        return Problema.respuesta(Codigo.ERROR_INTERNO, "Algo ha fallado", null);
    }
}

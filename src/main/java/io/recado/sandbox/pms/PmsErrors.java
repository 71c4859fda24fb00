package io.recado.sandbox.pms;

import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Turns what goes wrong under {@code /flowww/v1} into problems with a {@code codigo}. */
@RestControllerAdvice(
        assignableTypes = {
            PmsApi.class,
            PmsCommands.class,
            PmsControl.class,
            ReservasApi.class,
            HuecosApi.class,
            ClientesApi.class,
            EsperaApi.class,
            WebhooksApi.class,
            PmsNada.class
        })
class PmsErrors {

    /** SQLSTATE exclusion_violation. */
    private static final String SOLAPAN = "23P01";

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
        if (e.getMostSpecificCause() instanceof Problema problema) {
            return problema.respuesta();
        }
        return Problema.respuesta(Codigo.PARAMETRO_INVALIDO, "El cuerpo no se entiende", null);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> missing(MissingServletRequestParameterException e) {
        return Problema.respuesta(Codigo.PARAMETRO_INVALIDO, e.getParameterName() + ": falta", null);
    }

    /** Two that wrote at once: the database let the first have the time. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> overlapping(DataIntegrityViolationException e) {
        if (e.getMostSpecificCause() instanceof SQLException sql && SOLAPAN.equals(sql.getSQLState())) {
            return Problema.respuesta(
                    Codigo.HUECO_OCUPADO, "El profesional o la cabina ya tienen otra cita a esa hora", null);
        }
        return unexpected(e);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(RuntimeException e) {
        log.error("The PMS failed", e);
        return Problema.respuesta(Codigo.ERROR_INTERNO, "Algo ha fallado", null);
    }
}

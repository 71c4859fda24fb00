package io.recado.console.api;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Whatever goes wrong under {@code /api} is answered as {@code application/problem+json}; pages keep their own errors. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(Exception trouble, HttpServletRequest request) throws Exception {
        if (!request.getRequestURI().startsWith(request.getContextPath() + "/api/")) {
            throw trouble;
        }
        return switch (trouble) {
            // the door answers it
            case AccessDeniedException denied -> throw denied;
            case Refusal refusal -> answer(refusal, request);
            case MethodArgumentTypeMismatchException mismatch -> answer(refusal(mismatch), request);
            case NoResourceFoundException nothing -> answer(Refusal.noSuchPath(request.getRequestURI()), request);
            case ErrorResponse spring -> answer(spring.getStatusCode(), spring.getHeaders(), spring.getBody(), request);
            default -> unexpected(trouble, request);
        };
    }

    private static ResponseEntity<ProblemDetail> answer(Refusal refusal, HttpServletRequest request) {
        var problem = ProblemDetail.forStatusAndDetail(refusal.status(), refusal.getMessage());
        if (refusal.parameter() != null) {
            problem.setProperty("parameter", refusal.parameter());
        }
        return answer(refusal.status(), HttpHeaders.EMPTY, problem, request);
    }

    private static Refusal refusal(MethodArgumentTypeMismatchException mismatch) {
        var type = mismatch.getRequiredType();
        return Refusal.parameter(
                mismatch.getName(),
                String.valueOf(mismatch.getValue()),
                type == null ? "of another kind" : "a " + type.getSimpleName().toLowerCase(java.util.Locale.ROOT));
    }

    /** The caller gets a reference and the log the reason, because the reason may quote what nobody outside should read. */
    private static ResponseEntity<ProblemDetail> unexpected(Exception trouble, HttpServletRequest request) {
        var reference = UUID.randomUUID().toString();
        LOG.error("{} {} failed, reference {}", request.getMethod(), request.getServletPath(), reference, trouble);
        var problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "The hub could not answer. Its log says why under the reference %s.".formatted(reference));
        problem.setProperty("reference", reference);
        return answer(HttpStatus.INTERNAL_SERVER_ERROR, HttpHeaders.EMPTY, problem, request);
    }

    private static ResponseEntity<ProblemDetail> answer(
            HttpStatusCode status, HttpHeaders headers, ProblemDetail problem, HttpServletRequest request) {
        problem.setInstance(URI.create(request.getRequestURI()));
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}

package io.recado.sandbox.whatsapp.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.WhatsAppSettings;
import io.recado.sandbox.whatsapp.chat.History;
import io.recado.sandbox.whatsapp.wire.GraphError;
import io.recado.sandbox.whatsapp.wire.Refused;
import io.recado.sandbox.whatsapp.wire.Unknown;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;

/** Refusals in Meta's shape for the Cloud API, and as problems for the control interface. */
@RestControllerAdvice("io.recado.sandbox.whatsapp")
class GraphErrors {

    private static final Logger log = LoggerFactory.getLogger(GraphErrors.class);
    private static final int UNAUTHORIZED = 401;

    private final History history;
    private final WhatsAppSettings settings;

    GraphErrors(History history, WhatsAppSettings settings) {
        this.history = history;
        this.settings = settings;
    }

    @ExceptionHandler
    ResponseEntity<ObjectNode> refused(Refused refused) {
        history.refused();
        int status = settings.httpStatus().getOrDefault(refused.error().code(), refused.http());
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status);
        if (status == UNAUTHORIZED) {
            answer.header(
                    HttpHeaders.WWW_AUTHENTICATE,
                    "OAuth \"Facebook Platform\" \"invalid_token\" \""
                            + refused.error().title() + "\"");
        }
        return answer.body(refused.body());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unknown(Unknown unknown) {
        return problem(HttpStatus.NOT_FOUND, unknown);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> wrong(IllegalArgumentException wrong) {
        return problem(HttpStatus.BAD_REQUEST, wrong);
    }

    @ExceptionHandler
    ResponseEntity<ObjectNode> unreadable(HttpMessageNotReadableException unreadable) {
        return refused(Refused.invalid("The request's body is not valid JSON."));
    }

    /** A form that is broken, or longer than the server reads. */
    @ExceptionHandler
    ResponseEntity<?> form(MultipartException form, HttpServletRequest request) {
        boolean tooLong = form instanceof MaxUploadSizeExceededException;
        if (request.getRequestURI().startsWith("/sandbox/")) {
            return problem(
                    tooLong ? HttpStatus.PAYLOAD_TOO_LARGE : HttpStatus.BAD_REQUEST,
                    new IllegalArgumentException(
                            tooLong
                                    ? "A file of at most 128 MB was expected"
                                    : "A multipart/form-data body was expected"));
        }
        return refused(
                tooLong
                        ? new Refused(
                                GraphError.of(131053), "The file is too large: the largest may have 104857600 bytes.")
                        : Refused.invalid("The request's body is not valid multipart/form-data."));
    }

    /** A parameter that is missing or of another type than expected. */
    @ExceptionHandler({ServletRequestBindingException.class, MethodArgumentTypeMismatchException.class})
    ResponseEntity<?> parameter(Exception parameter, HttpServletRequest request) {
        String details = parameter instanceof MethodArgumentTypeMismatchException mismatch
                ? "Param " + mismatch.getName() + " has a value of the wrong type."
                : parameter instanceof MissingServletRequestParameterException missing
                        ? "The parameter " + missing.getParameterName() + " is required."
                        : "A parameter of the request is missing.";
        return request.getRequestURI().startsWith("/sandbox/")
                ? problem(HttpStatus.BAD_REQUEST, new IllegalArgumentException(details))
                : refused(Refused.invalid(details));
    }

    @ExceptionHandler
    ResponseEntity<ObjectNode> broken(IllegalStateException broken) {
        log.warn("A request could not be served", broken);
        GraphError error = GraphError.of(131000);
        return refused(new Refused(error, error.details()));
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, RuntimeException cause) {
        String details = cause.getMessage() == null ? status.getReasonPhrase() : cause.getMessage();
        return ResponseEntity.status(status).body(ProblemDetail.forStatusAndDetail(status, details));
    }
}

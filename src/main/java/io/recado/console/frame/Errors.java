package io.recado.console.frame;

import io.recado.console.access.OpenToStrangers;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * What is shown when something goes wrong: a sentence, a way back, and a reference that is in the log too. A page's script gets the sentence
 * and the reference in headers, programs get {@code application/problem+json}.
 */
@Controller
@OpenToStrangers
class Errors implements ErrorController {

    private static final Logger log = LoggerFactory.getLogger(Errors.class);
    private static final Set<Integer> KNOWN = Set.of(400, 401, 403, 404, 405, 409, 413, 429, 503);

    /** Without letters that are taken for each other when somebody reads them aloud. */
    private static final String LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

    private static final int LENGTH = 8;

    private final MessageSource messages;
    private final SecureRandom random = new SecureRandom();

    Errors(MessageSource messages) {
        this.messages = messages;
    }

    @RequestMapping("/error")
    Object error(HttpServletRequest request, HttpServletResponse response, Locale language) {
        var status = status(request);
        var reference = reference();
        var sentence = sentence(status, language);
        note(request, status, reference);
        if (isScript(request)) {
            return ResponseEntity.status(status)
                    .header("X-Reference", reference)
                    .header("X-Sentence", inHeader(sentence))
                    .build();
        }
        if (!wantsPage(request)) {
            var problem = ProblemDetail.forStatusAndDetail(HttpStatus.valueOf(status), sentence);
            problem.setProperty("reference", reference);
            return ResponseEntity.status(status)
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(problem);
        }
        response.setStatus(status);
        return new ModelAndView(
                "error",
                Map.of("status", status, "sentence", sentence, "hint", hint(status, language), "reference", reference));
    }

    /** Paths of ours hold ids and no names; the query, which may hold what somebody searched for, is left out. */
    private static void note(HttpServletRequest request, int status, String reference) {
        var path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        if (status >= HttpStatus.INTERNAL_SERVER_ERROR.value()) {
            log.error("Reference {}: {} {} was answered {}", reference, request.getMethod(), path, status, (Throwable)
                    request.getAttribute(RequestDispatcher.ERROR_EXCEPTION));
        } else {
            log.info("Reference {}: {} was answered {}", reference, request.getMethod(), status);
        }
    }

    private String sentence(int status, Locale language) {
        return messages.getMessage("error." + (KNOWN.contains(status) ? status : "other"), null, language);
    }

    private String hint(int status, Locale language) {
        return messages.getMessage("error.hint." + (KNOWN.contains(status) ? status : "other"), null, "", language);
    }

    private static int status(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
                        && HttpStatus.resolve(status) != null
                ? status
                : HttpStatus.NOT_FOUND.value();
    }

    private static boolean isScript(HttpServletRequest request) {
        return "XMLHttpRequest".equals(request.getHeader("X-Requested-With"));
    }

    private static boolean wantsPage(HttpServletRequest request) {
        var accept = request.getHeader("Accept");
        return accept == null || accept.contains("text/html") || accept.contains("*/*");
    }

    private static String inHeader(String sentence) {
        return URLEncoder.encode(sentence, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String reference() {
        var text = new StringBuilder(LENGTH);
        random.ints(LENGTH, 0, LETTERS.length()).forEach(at -> text.append(LETTERS.charAt(at)));
        return text.toString();
    }
}

package io.recado.sandbox.whatsapp.graph;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.wire.Refused;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Hands requests to send a message straight to {@link GraphMessages}: they are nearly all there are, and the way through Spring MVC
 * costs more than what they ask for. Everything else goes on as usual.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class MessagesDoor extends HttpFilter {

    private static final Pattern PATH = Pattern.compile("/v[0-9]+\\.[0-9]+/([0-9]+)/messages");

    private final transient GraphMessages messages;
    private final transient GraphErrors errors;
    private final transient ObjectMapper json;

    MessagesDoor(GraphMessages messages, GraphErrors errors, ObjectMapper json) {
        this.messages = messages;
        this.errors = errors;
        this.json = json;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Matcher path = PATH.matcher(request.getRequestURI());
        if (!"POST".equals(request.getMethod()) || !path.matches()) {
            chain.doFilter(request, response);
            return;
        }
        ResponseEntity<ObjectNode> answer = answer(path.group(1), request);
        if (answer == null) {
            // the connection is broken on purpose
            return;
        }
        GraphSetup.Headers.write(request.getRequestURI(), response);
        response.setStatus(answer.getStatusCode().value());
        answer.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        byte[] body = json.writeValueAsBytes(answer.getBody());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private @Nullable ResponseEntity<ObjectNode> answer(String phoneNumberId, HttpServletRequest request)
            throws IOException {
        byte[] body = request.getInputStream().readAllBytes();
        try {
            return messages.messages(phoneNumberId, request.getHeader("Authorization"), body, request);
        } catch (Refused refused) {
            return errors.refused(refused);
        } catch (IllegalStateException broken) {
            return errors.broken(broken);
        }
    }
}

package io.recado.inbound.web;

import io.recado.inbound.Inbound;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Where WhatsApp posts webhooks. Nearly all requests to the hub are these, and the way through Spring's filters and Spring MVC costs more
 * than what they ask for, so they are taken in front of it. They need no session and no token: a webhook proves itself by its signature.
 * Anything but 200 makes WhatsApp try again, so 200 is said only for what is safely stored.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class WebhookDoor extends HttpFilter {

    private static final long serialVersionUID = 1;
    private static final String PATH = "/webhooks/whatsapp/";
    /** The most that WhatsApp sends in one webhook. */
    private static final int MOST_BYTES = 3 << 20;

    private final transient Inbound inbound;

    WebhookDoor(Inbound inbound) {
        this.inbound = inbound;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var path = request.getRequestURI();
        if (path.startsWith(PATH) && "POST".equals(request.getMethod())) {
            response.setStatus(answer(path.substring(PATH.length()), request));
            response.setContentLength(0);
        } else {
            chain.doFilter(request, response);
        }
    }

    private int answer(String channel, HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > MOST_BYTES) {
            return HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE;
        }
        var raw = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (raw.length > MOST_BYTES) {
            return HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE;
        }
        return switch (inbound.receive(channel, request.getHeader("X-Hub-Signature-256"), raw)) {
            case STORED -> HttpServletResponse.SC_OK;
            case UNKNOWN_CHANNEL -> HttpServletResponse.SC_NOT_FOUND;
            case NOT_SIGNED -> HttpServletResponse.SC_UNAUTHORIZED;
            case NOT_STORED -> HttpServletResponse.SC_SERVICE_UNAVAILABLE;
        };
    }
}

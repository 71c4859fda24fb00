package io.recado.sandbox;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets in only what comes from this machine: the sandbox has no login. It looks at the peer's address, at the Host header (a
 * foreign name that resolves to 127.0.0.1 is refused) and at the Origin of what a browser sends.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class LoopbackGuard extends OncePerRequestFilter {

    private static final Set<String> HERE = Set.of("127.0.0.1", "localhost", "[::1]");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress()
                || !HERE.contains(request.getServerName().toLowerCase(Locale.ROOT))
                || !fromHere(request.getHeader("Origin"))) {
            response.sendError(
                    HttpServletResponse.SC_FORBIDDEN,
                    "The sandbox answers to this machine only, as 127.0.0.1 or localhost");
            return;
        }
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; frame-ancestors 'self'; base-uri 'none'; form-action 'self'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        // with no-referrer, browsers send the Origin null with forms
        response.setHeader("Referrer-Policy", "same-origin");
        chain.doFilter(request, response);
    }

    private static boolean fromHere(@Nullable String origin) {
        if (origin == null) {
            return true;
        }
        try {
            String host = URI.create(origin).getHost();
            return host != null && HERE.contains(host);
        } catch (IllegalArgumentException notAnOrigin) {
            return false;
        }
    }
}

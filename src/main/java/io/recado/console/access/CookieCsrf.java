package io.recado.console.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.csrf.CsrfTokenRequestHandler;

/** CSRF protection for a script that copies a cookie into a header: the cookie is written with Hawtio's pages, not only on demand. */
class CookieCsrf implements CsrfTokenRequestHandler {

    private final CsrfTokenRequestHandler plain = new CsrfTokenRequestAttributeHandler();

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, Supplier<CsrfToken> token) {
        plain.handle(request, response, token);
        if (request.getServletPath().startsWith("/actuator/hawtio")) {
            // asking for the value is what writes the cookie
            token.get().getToken();
        }
    }

    @Override
    public @Nullable String resolveCsrfTokenValue(HttpServletRequest request, CsrfToken token) {
        return request.getHeader(token.getHeaderName()) == null ? null : plain.resolveCsrfTokenValue(request, token);
    }
}

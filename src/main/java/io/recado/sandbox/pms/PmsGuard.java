package io.recado.sandbox.pms;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.sandbox.pms.PmsSettings.Client;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Stands before {@code /flowww/}: asks for a client system's token and holds each system to its request limit. */
@Component
@Order(1)
class PmsGuard extends OncePerRequestFilter {

    /** Request attribute with the name of the client system. */
    static final String SISTEMA = "pms.sistema";

    private static final String BEARER = "Bearer ";

    private final PmsSettings settings;
    private final Limite limite;
    private final ObjectMapper json;

    PmsGuard(PmsSettings settings, Limite limite, ObjectMapper json) {
        this.settings = settings;
        this.limite = limite;
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/flowww/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Client> quien = cliente(request.getHeader(HttpHeaders.AUTHORIZATION));
        if (quien.isEmpty()) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            Problema.escribe(
                    response,
                    json,
                    Codigo.NO_AUTORIZADO,
                    "Se esperaba Authorization: Bearer con el token de la integración");
            return;
        }
        Duration espera = limite.toma(quien.get().name());
        if (espera.isPositive()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, (espera.toMillis() + 999) / 1000)));
            Problema.escribe(
                    response,
                    json,
                    Codigo.DEMASIADAS_PETICIONES,
                    "Se admiten %s peticiones por segundo; espere lo que dice Retry-After"
                            .formatted(settings.requestsPerSecond()));
            return;
        }
        request.setAttribute(SISTEMA, quien.get().name());
        chain.doFilter(request, response);
    }

    private Optional<Client> cliente(@Nullable String header) {
        if (header == null || !header.startsWith(BEARER)) {
            return Optional.empty();
        }
        byte[] token = header.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8);
        return settings.clients().stream()
                .filter(client -> MessageDigest.isEqual(client.token().getBytes(StandardCharsets.UTF_8), token))
                .findFirst();
    }
}

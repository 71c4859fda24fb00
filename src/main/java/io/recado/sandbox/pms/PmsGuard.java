package io.recado.sandbox.pms;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.pms.Fallos.Clase;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Stands before {@code /flowww/v1}: asks for the token and plays the faults that were ordered. */
@Component
class PmsGuard extends OncePerRequestFilter {

    private static final String TOKEN = "sandbox-flowww-token";
    private static final Duration LENTO = Duration.ofSeconds(6);
    private static final int ESCASO = 10;

    private final Fallos fallos;
    private final ObjectMapper json;

    PmsGuard(Fallos fallos, ObjectMapper json) {
        this.fallos = fallos;
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/flowww/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!autorizado(request.getHeader(HttpHeaders.AUTHORIZATION))) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            escribe(response, Codigo.NO_AUTORIZADO, "Se esperaba Authorization: Bearer con el token de la integración");
        } else if (fallos.toca(Clase.DEMASIADAS)) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "2");
            escribe(response, Codigo.DEMASIADAS_PETICIONES, "Espere lo que dice Retry-After");
        } else if (fallos.toca(Clase.ERROR)) {
            escribe(response, Codigo.ERROR_INTERNO, "Un fallo pedido para probar");
        } else if (conCursor(request) && fallos.toca(Clase.CURSOR)) {
            escribe(response, Codigo.CURSOR_CADUCADO, "El cursor ha caducado; empiece de nuevo, sin cursor");
        } else {
            if (fallos.toca(Clase.LENTO)) {
                espera();
            }
            if (fallos.toca(Clase.CORTADO)) {
                cortado(request, response, chain);
            } else if (request.getRequestURI().endsWith("/citas") && fallos.toca(Clase.ESCASO)) {
                escaso(request, response, chain);
            } else {
                chain.doFilter(request, response);
            }
        }
    }

    private static boolean autorizado(@Nullable String header) {
        return header != null
                && MessageDigest.isEqual(
                        ("Bearer " + TOKEN).getBytes(StandardCharsets.UTF_8), header.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean conCursor(HttpServletRequest request) {
        String cursor = request.getParameter("cursor");
        return cursor != null && !cursor.isEmpty();
    }

    private void escribe(HttpServletResponse response, Codigo codigo, String detalle) throws IOException {
        ResponseEntity<?> problema = Problema.respuesta(codigo, detalle, null);
        response.setStatus(codigo.http());
        response.setContentType("application/problem+json");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        json.writeValue(response.getOutputStream(), problema.getBody());
    }

    /** Announces the whole length and breaks off halfway. */
    private static void cortado(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper entero = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, entero);
        byte[] cuerpo = entero.getContentAsByteArray();
        response.setHeader(HttpHeaders.CONNECTION, "close");
        response.setContentLength(cuerpo.length);
        response.getOutputStream().write(cuerpo, 0, cuerpo.length / 2);
        response.flushBuffer();
    }

    private void escaso(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper entero = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, entero);
        ObjectNode pagina = (ObjectNode) json.readTree(entero.getContentAsByteArray());
        if (pagina.get("datos") instanceof ArrayNode datos) {
            while (datos.size() > ESCASO) {
                datos.remove(datos.size() - 1);
            }
            pagina.putNull("cursorSiguiente");
        }
        response.setContentType("application/json");
        json.writeValue(response.getOutputStream(), pagina);
    }

    private static void espera() {
        try {
            // a latch nobody opens: the wait itself is the fault
            var unused = new CountDownLatch(1).await(LENTO.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.recado.sandbox.pms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.sandbox.Connections;
import io.recado.sandbox.pms.Fallo.Clase;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Plays the faults that were ordered on calls of {@code /flowww/v1}, after the token was found good. */
@Component
@Order(2)
class FallosFilter extends OncePerRequestFilter {

    private static final String RAIZ = "/flowww/v1";
    private static final Pattern ORDEN = Pattern.compile("/citas/([^/]+)/(confirmar|anular|reagendar)");
    private static final Set<Clase> DEL_CUERPO =
            EnumSet.of(Clase.CORTADO, Clase.PARTIDO, Clase.ESCASO, Clase.RELOJ, Clase.CAMPO);

    private final Fallos fallos;
    private final Agenda agenda;
    private final ObjectMapper json;

    FallosFilter(Fallos fallos, Agenda agenda, ObjectMapper json) {
        this.fallos = fallos;
        this.agenda = agenda;
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith(RAIZ + "/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String camino = request.getRequestURI().substring(RAIZ.length());
        List<Fallo> armados = fallos.armados().stream()
                .filter(fallo -> !fallo.clase().deAvisos() && fallo.alcanza(request.getMethod(), camino))
                .toList();
        for (Fallo fallo : armados) {
            if (viene(fallo, request, camino) && fallos.gasta(fallo) && juega(fallo, request, response, camino)) {
                return;
            }
        }
        List<Fallo> delCuerpo = armados.stream()
                .filter(fallo -> DEL_CUERPO.contains(fallo.clase()))
                .toList();
        if (delCuerpo.isEmpty()) {
            chain.doFilter(request, response);
        } else {
            cambiaCuerpo(delCuerpo, request, response, chain);
        }
    }

    /** Whether the call is one that a fault can be played on before it is answered. */
    private static boolean viene(Fallo fallo, HttpServletRequest request, String camino) {
        return switch (fallo.clase()) {
            case CURSOR -> {
                String cursor = request.getParameter("cursor");
                yield cursor != null && !cursor.isEmpty();
            }
            case VERSION -> ORDEN.matcher(camino).matches();
            default -> !DEL_CUERPO.contains(fallo.clase());
        };
    }

    /** Answers whether the call ends with it. */
    private boolean juega(Fallo fallo, HttpServletRequest request, HttpServletResponse response, String camino)
            throws IOException {
        switch (fallo.clase()) {
            case DEMASIADAS -> {
                response.setIntHeader(HttpHeaders.RETRY_AFTER, fallo.duracion());
                niega(response, Codigo.DEMASIADAS_PETICIONES, "Espere lo que dice Retry-After");
            }
            case NO_DISPONIBLE -> {
                response.setIntHeader(HttpHeaders.RETRY_AFTER, fallo.duracion());
                niega(response, Codigo.NO_DISPONIBLE, "En mantenimiento; un fallo pedido para probar");
            }
            case ERROR -> niega(response, Codigo.ERROR_INTERNO, "Un fallo pedido para probar");
            case TOKEN -> {
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
                niega(response, Codigo.TOKEN_CADUCADO, "El token ha caducado; pida otro");
            }
            case CURSOR ->
                niega(response, Codigo.CURSOR_CADUCADO, "El cursor ha caducado; empiece de nuevo, sin cursor");
            case CONEXION -> Connections.drop(request);
            case LENTO -> {
                espera(fallo.duracion());
                return false;
            }
            case VERSION -> {
                Matcher orden = ORDEN.matcher(camino);
                if (orden.matches()) {
                    CitaId.lee(orden.group(1)).ifPresent(agenda::toca);
                }
                return false;
            }
            default -> throw new IllegalStateException("Not a fault of requests: " + fallo.clase());
        }
        return true;
    }

    private void niega(HttpServletResponse response, Codigo codigo, String detalle) throws IOException {
        Problema.escribe(response, json, codigo, detalle);
    }

    /** Lets the call be answered and spoils the answer; a fault that would change nothing in it stays for the next. */
    private void cambiaCuerpo(
            List<Fallo> delCuerpo, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper entero = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, entero);
        byte[] cuerpo = entero.getContentAsByteArray();
        if (cuerpo.length == 0) {
            return;
        }
        boolean bien = entero.getStatus() < 300;
        boolean partido = false;
        boolean cortado = false;
        for (Fallo fallo : bien ? delCuerpo : List.<Fallo>of()) {
            switch (fallo.clase()) {
                case PARTIDO -> partido = partido || fallos.gasta(fallo);
                case CORTADO -> cortado = cortado || fallos.gasta(fallo);
                default -> cuerpo = estropeado(cuerpo, fallo);
            }
        }
        int escribe = partido || cortado ? cuerpo.length / 2 : cuerpo.length;
        if (cortado) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
        response.setContentLength(cortado ? cuerpo.length : escribe);
        response.getOutputStream().write(cuerpo, 0, escribe);
        response.flushBuffer();
    }

    private byte[] estropeado(byte[] cuerpo, Fallo fallo) throws IOException {
        try {
            JsonNode sano = json.readTree(cuerpo);
            JsonNode malo = Estropicio.de(fallo, sano);
            return !malo.equals(sano) && fallos.gasta(fallo) ? json.writeValueAsBytes(malo) : cuerpo;
        } catch (JsonProcessingException noEsJson) {
            return cuerpo;
        }
    }

    private static void espera(int segundos) {
        try {
            // a latch nobody opens: the wait itself is the fault
            var unused = new CountDownLatch(1).await(segundos, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

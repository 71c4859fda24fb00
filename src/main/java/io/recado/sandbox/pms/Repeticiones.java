package io.recado.sandbox.pms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Keeps the answer to each {@code Idempotency-Key} and gives it again. Refusals are not kept: the next try may go well. */
@Component
class Repeticiones {

    private record Guardada(
            String llamada,
            int http,
            String etag,
            String cuerpo,
            @Nullable String lugar) {}

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final ObjectMapper json;
    private final Clock clock;

    Repeticiones(JdbcClient jdbc, TransactionOperations transaction, ObjectMapper json, Clock clock, PmsSchema schema) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Does it, or gives the answer of the first time. A second call with the key that comes while the first is under way waits for it.
     *
     * @param llamada what is asked, so that a key used for something else is noticed
     */
    ResponseEntity<?> unaVez(String clave, String llamada, Supplier<ResponseEntity<?>> accion) {
        ResponseEntity<?> respuesta = transaction.execute(status -> {
            boolean primera = jdbc.sql("""
                                    insert into pms.respuesta (clave, llamada, estado_http, etag, cuerpo, dada_en)
                                    values (:clave, :llamada, 0, '', '', :ahora)
                                    on conflict (clave) do nothing
                                    """)
                            .param("clave", clave)
                            .param("llamada", llamada)
                            .param("ahora", Fichero.utc(clock.instant()))
                            .update()
                    == 1;
            if (!primera) {
                return otraVez(clave, llamada);
            }
            ResponseEntity<?> nueva = accion.get();
            if (nueva.getStatusCode().is2xxSuccessful()) {
                guarda(clave, nueva);
            } else {
                status.setRollbackOnly();
            }
            return nueva;
        });
        if (respuesta == null) {
            throw new IllegalStateException("A transaction ended without an answer");
        }
        return respuesta;
    }

    private ResponseEntity<?> otraVez(String clave, String llamada) {
        Guardada antes = jdbc.sql(
                        "select llamada, estado_http as http, etag, cuerpo, lugar from pms.respuesta where clave = :clave")
                .param("clave", clave)
                .query(Guardada.class)
                .single();
        if (!antes.llamada().equals(llamada)) {
            return Problema.respuesta(Codigo.CLAVE_REUTILIZADA, "Esta Idempotency-Key ya se usó para otra orden", null);
        }
        var respuesta = ResponseEntity.status(antes.http())
                .contentType(MediaType.APPLICATION_JSON)
                .header("Idempotent-Replayed", "true");
        if (!antes.etag().isEmpty()) {
            respuesta.eTag(antes.etag());
        }
        if (antes.lugar() != null) {
            respuesta.location(URI.create(antes.lugar()));
        }
        return respuesta.body(antes.cuerpo());
    }

    private void guarda(String clave, ResponseEntity<?> respuesta) {
        URI lugar = respuesta.getHeaders().getLocation();
        try {
            jdbc.sql("""
                            update pms.respuesta set estado_http = :http, etag = :etag, cuerpo = :cuerpo, lugar = :lugar
                             where clave = :clave
                            """)
                    .param("http", respuesta.getStatusCode().value())
                    .param(
                            "etag",
                            Objects.requireNonNullElse(respuesta.getHeaders().getETag(), ""))
                    .param("cuerpo", json.writeValueAsString(respuesta.getBody()))
                    .param("lugar", lugar == null ? null : lugar.toString())
                    .param("clave", clave)
                    .update();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer of the PMS could not be written as JSON", e);
        }
    }
}

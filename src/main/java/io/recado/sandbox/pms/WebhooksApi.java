package io.recado.sandbox.pms;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.recado.sandbox.pms.Webhooks.Webhook;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Subscriptions of the calling system. {@code POST {"url","eventos"?,"secreto"?}} answers 201 with the secret, which is not shown again.
 * Each event is posted as {@link Avisos.Cuerpo} with the headers {@value Firma#CABECERA} and {@value Firma#MOMENTO}; what is not answered
 * with 2xx comes again with growing delay for 24 hours. Neither order nor once-only is promised.
 */
@RestController
@RequestMapping("/flowww/v1/webhooks")
class WebhooksApi {

    record Alta(
            @Nullable String url,
            @Nullable List<String> eventos,
            @Nullable String secreto) {

        /** No secret in logs. */
        @Override
        public String toString() {
            return "Alta[" + url + "]";
        }
    }

    record Hecha(@JsonUnwrapped Webhook webhook, String secreto) {

        @Override
        public String toString() {
            return "Hecha[" + webhook.id() + "]";
        }
    }

    private final Webhooks webhooks;

    WebhooksApi(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    @GetMapping
    Map<String, Object> lista(@RequestAttribute(PmsGuard.SISTEMA) String sistema) {
        return Map.of("datos", webhooks.de(sistema));
    }

    @PostMapping
    ResponseEntity<?> alta(@RequestAttribute(PmsGuard.SISTEMA) String sistema, @RequestBody Alta alta) {
        Webhook hecho = webhooks.suscribe(sistema, alta.url(), alta.eventos(), alta.secreto());
        return ResponseEntity.created(URI.create("/flowww/v1/webhooks/" + hecho.id()))
                .body(new Hecha(hecho, hecho.secreto()));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<?> baja(@RequestAttribute(PmsGuard.SISTEMA) String sistema, @PathVariable long id) {
        boolean suyo =
                webhooks.busca(id).filter(uno -> uno.sistema().equals(sistema)).isPresent();
        return suyo && webhooks.quita(id)
                ? ResponseEntity.noContent().build()
                : Problema.respuesta(Codigo.NO_ENCONTRADA, "No hay ningún webhook " + id, null);
    }
}

package io.recado.inbound.web;

import io.recado.inbound.Inbound;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where WhatsApp calls. It needs no session and no CSRF token: a webhook proves itself by its signature. Anything but 200 makes WhatsApp try
 * again, so 200 is said only for what is safely stored.
 */
@RestController
@RequestMapping("/webhooks/whatsapp/{channel}")
class WebhookController {

    /** The most that WhatsApp sends in one webhook. */
    private static final int MOST_BYTES = 3 << 20;

    private final Inbound inbound;

    WebhookController(Inbound inbound) {
        this.inbound = inbound;
    }

    @GetMapping(produces = MediaType.TEXT_PLAIN_VALUE)
    ResponseEntity<String> shakeHands(
            @PathVariable String channel,
            @RequestParam(name = "hub.mode", required = false) @Nullable String mode,
            @RequestParam(name = "hub.verify_token", required = false) @Nullable String token,
            @RequestParam(name = "hub.challenge", required = false) @Nullable String challenge) {
        if (!inbound.knows(channel)) {
            return ResponseEntity.notFound().build();
        }
        if (!"subscribe".equals(mode) || challenge == null || !inbound.expects(channel, token)) {
            return ResponseEntity.status(HttpStatus.FORBIDDEN).build();
        }
        return ResponseEntity.ok(challenge);
    }

    @PostMapping
    ResponseEntity<Void> receive(
            @PathVariable String channel,
            @RequestHeader(name = "X-Hub-Signature-256", required = false) @Nullable String signature,
            HttpServletRequest request)
            throws IOException {
        var raw = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (raw.length > MOST_BYTES) {
            return ResponseEntity.status(HttpStatus.PAYLOAD_TOO_LARGE).build();
        }
        var status =
                switch (inbound.receive(channel, signature, raw)) {
                    case STORED -> HttpStatus.OK;
                    case UNKNOWN_CHANNEL -> HttpStatus.NOT_FOUND;
                    case NOT_SIGNED -> HttpStatus.UNAUTHORIZED;
                    case NOT_STORED -> HttpStatus.SERVICE_UNAVAILABLE;
                };
        return ResponseEntity.status(status).build();
    }
}

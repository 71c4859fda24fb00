package io.recado.inbound.web;

import io.recado.inbound.Inbound;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where WhatsApp asks once, before it posts anything, whether this address wants its webhooks. */
@RestController
class HandshakeController {

    private final Inbound inbound;

    HandshakeController(Inbound inbound) {
        this.inbound = inbound;
    }

    @GetMapping(path = "/webhooks/whatsapp/{channel}", produces = MediaType.TEXT_PLAIN_VALUE)
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
}

package io.recado.sandbox.whatsapp.graph;

import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.media.Media;
import io.recado.sandbox.whatsapp.webhook.Signature;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Addresses under which a file can be downloaded for 5 minutes; what they say of the time is signed. */
@Component
class MediaLinks {

    static final String PATH = "/whatsapp_business/attachments/";
    private static final Duration VALID = Duration.ofMinutes(5);

    private final Accounts accounts;
    private final Clock clock;

    MediaLinks(Accounts accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    /** A new address on the server that the present request came to. */
    String url(Media media) {
        long expires = clock.instant().plus(VALID).getEpochSecond();
        return ServletUriComponentsBuilder.fromCurrentContextPath()
                .path(PATH)
                .queryParam("mid", media.id())
                .queryParam("ext", expires)
                .queryParam("hash", hash(media, expires))
                .toUriString();
    }

    boolean valid(Media media, long expires, String hash) {
        return hash.equals(hash(media, expires)) && clock.instant().isBefore(Instant.ofEpochSecond(expires));
    }

    private String hash(Media media, long expires) {
        String secret = accounts.line(media.phoneNumberId()).account().appSecret();
        byte[] signed = (media.id() + " " + expires).getBytes(StandardCharsets.US_ASCII);
        return Signature.of(signed, secret).replace("sha256=", "").substring(0, 32);
    }
}

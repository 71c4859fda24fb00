package io.recado.sandbox.whatsapp.account;

import io.recado.sandbox.whatsapp.wire.GraphError;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** Asks a callback whether it wants webhooks: it must answer the verification request with 200 and the challenge alone. */
@Component
public class Handshake {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final int OK = 200;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER_WITHIN)
            .build();

    Handshake() {}

    /**
     * Returns when the callback has proved itself, and refuses otherwise.
     *
     * @param verifyToken what only the owner of the callback knows
     */
    public void verify(String callback, String verifyToken) {
        String challenge = Long.toString(ThreadLocalRandom.current().nextLong(100_000_000, 10_000_000_000L));
        URI uri = UriComponentsBuilder.fromUri(address(callback))
                .queryParam("hub.mode", "subscribe")
                .queryParam("hub.challenge", challenge)
                .queryParam("hub.verify_token", "{token}")
                .build(verifyToken);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(ANSWER_WITHIN)
                .header("User-Agent", "facebookplatform/1.0 (+http://developers.facebook.com)")
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != OK) {
                HttpStatus status = HttpStatus.resolve(response.statusCode());
                throw failed("HTTP Status Code = " + response.statusCode() + "; HTTP Message = "
                        + (status == null ? "" : status.getReasonPhrase()));
            }
            if (!challenge.equals(response.body())) {
                throw failed("the response does not match the challenge, expected value = \"" + challenge
                        + "\", received = \""
                        + response.body()
                                .substring(0, Math.min(80, response.body().length()))
                        + "\"");
            }
        } catch (IOException e) {
            throw failed("the callback could not be reached: " + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("the verification was interrupted");
        }
    }

    private static URI address(String callback) {
        try {
            URI uri = URI.create(callback);
            String host = uri.getHost();
            if ("https".equals(uri.getScheme()) && host != null) {
                return uri;
            }
            // what is developed on this machine has no certificate
            if ("http".equals(uri.getScheme()) && host != null && LOOPBACK.contains(host)) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw Refused.invalid(
                "Param override_callback_uri must be an address that starts with https://, or with http:// on this"
                        + " machine.");
    }

    private static Refused failed(String why) {
        return new Refused(GraphError.of(2200), "Callback verification failed with the following errors: " + why);
    }
}

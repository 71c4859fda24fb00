package io.recado.sandbox.pms;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * The place where the next page begins: after the row with this stamp and id.
 *
 * @param desde when the first page was asked for, UTC; a reading that takes too long has to start anew
 * @param consulta hash of the query it belongs to; a cursor of another query is not valid
 */
record Cursor(Instant desde, int consulta, Instant modificado, long id) {

    static final Duration VIDA = Duration.ofMinutes(10);

    boolean caducado(Instant ahora) {
        return desde.plus(VIDA).isBefore(ahora);
    }

    String texto() {
        String plano = "%d:%d:%d:%d".formatted(desde.toEpochMilli(), consulta, modificado.toEpochMilli(), id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plano.getBytes(StandardCharsets.US_ASCII));
    }

    static Optional<Cursor> lee(String texto) {
        try {
            String[] partes =
                    new String(Base64.getUrlDecoder().decode(texto), StandardCharsets.US_ASCII).split(":", -1);
            return partes.length != 4
                    ? Optional.empty()
                    : Optional.of(new Cursor(
                            Instant.ofEpochMilli(Long.parseLong(partes[0])),
                            Integer.parseInt(partes[1]),
                            Instant.ofEpochMilli(Long.parseLong(partes[2])),
                            Long.parseLong(partes[3])));
        } catch (IllegalArgumentException noEsUnCursor) {
            return Optional.empty();
        }
    }
}

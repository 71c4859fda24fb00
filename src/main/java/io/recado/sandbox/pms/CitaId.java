package io.recado.sandbox.pms;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/** Identifies a cita; outside it is written {@code C-8812}. */
record CitaId(long valor) {

    private static final Pattern FORMA = Pattern.compile("C-(\\d{1,18})");

    static Optional<CitaId> lee(String texto) {
        var encaja = FORMA.matcher(texto);
        return encaja.matches() ? Optional.of(new CitaId(Long.parseLong(encaja.group(1)))) : Optional.empty();
    }

    @JsonValue
    @Override
    public String toString() {
        return "C-" + valor;
    }
}

package io.recado.sandbox.pms;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Something that has become of a cita, as webhooks call it. */
enum Suceso {
    CREADA,
    MODIFICADA,
    CONFIRMADA,
    ANULADA,
    ELIMINADA,
    NO_ASISTIDA;

    /** What a change to this state is called; states without a name of their own are changes like any other. */
    static Suceso de(Estado estado) {
        return switch (estado) {
            case CONFIRMADA -> CONFIRMADA;
            case ANULADA -> ANULADA;
            case ELIMINADA -> ELIMINADA;
            case NO_ASISTIDA -> NO_ASISTIDA;
            case PENDIENTE, REAGENDADA, ASISTIDA -> MODIFICADA;
        };
    }

    static Optional<Suceso> de(String tipo) {
        return Arrays.stream(values())
                .filter(suceso -> suceso.tipo().equals(tipo))
                .findFirst();
    }

    @JsonValue
    public String tipo() {
        return "cita." + name().toLowerCase(Locale.ROOT);
    }
}

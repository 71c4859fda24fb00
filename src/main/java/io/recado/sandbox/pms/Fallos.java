package io.recado.sandbox.pms;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Faults on order: each is played a number of times, then gone. */
@Component
public class Fallos {

    /** What can go wrong. */
    enum Clase {
        /** 429 with Retry-After. */
        DEMASIADAS,
        /** 500. */
        ERROR,
        /** The answer takes six seconds. */
        LENTO,
        /** 410, for calls that come with a cursor. */
        CURSOR,
        /** The body ends in the middle. */
        CORTADO,
        /** A list with a tenth of its rows that looks complete. */
        ESCASO;

        static Optional<Clase> de(String kind) {
            return Optional.ofNullable(
                    switch (kind.toLowerCase(Locale.ROOT)) {
                        case "429" -> DEMASIADAS;
                        case "500" -> ERROR;
                        case "slow" -> LENTO;
                        case "cursor-expired" -> CURSOR;
                        case "truncated" -> CORTADO;
                        case "short" -> ESCASO;
                        default -> null;
                    });
        }
    }

    private final Map<Clase, Integer> quedan = new EnumMap<>(Clase.class);

    synchronized void pon(Clase clase, int veces) {
        quedan.put(clase, veces);
    }

    /** Takes one of what is left of a fault. */
    synchronized boolean toca(Clase clase) {
        Integer veces = quedan.get(clase);
        if (veces == null || veces <= 0) {
            return false;
        }
        quedan.put(clase, veces - 1);
        return true;
    }

    /** No more faults. */
    public synchronized void limpia() {
        quedan.clear();
    }
}

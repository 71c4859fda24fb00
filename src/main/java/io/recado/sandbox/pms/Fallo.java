package io.recado.sandbox.pms;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.AntPathMatcher;

/**
 * Something that will go wrong, a number of times.
 *
 * @param ambito where: {@code /clinicas/*}{@code /citas}, with a method before it or without; for webhooks the event; empty: everywhere
 * @param segundos how long, or how far off the clock is; null: as {@link Clase} says
 * @param campo the field that is renamed, {@code nuevo} its new name
 */
record Fallo(
        long id,
        Clase clase,
        String ambito,
        int quedan,
        @Nullable Integer segundos,
        @Nullable String campo,
        @Nullable String nuevo) {

    private static final AntPathMatcher CAMINOS = new AntPathMatcher();

    /** What can go wrong, by the name that {@code POST /sandbox/api/pms/faults} knows it by. */
    enum Clase {
        /** 429 with Retry-After: two seconds. */
        DEMASIADAS("429", 2),
        /** 500. */
        ERROR("500", null),
        /** 503 with Retry-After: two seconds. */
        NO_DISPONIBLE("503", 2),
        /** 401: the token was good until now. */
        TOKEN("token-expired", null),
        /** The connection is reset before anything is done. */
        CONEXION("reset", null),
        /** The answer takes six seconds. */
        LENTO("slow", 6),
        /** 410, for calls that come with a cursor. */
        CURSOR("cursor-expired", null),
        /** Somebody changes the cita just before the command is applied. */
        VERSION("version-conflict", null),
        /** The body ends in the middle, before the announced length. */
        CORTADO("truncated", null),
        /** The JSON ends in the middle, and HTTP sees nothing wrong. */
        PARTIDO("cut-json", null),
        /** A list with a tenth of its rows that looks complete. */
        ESCASO("short", null),
        /** {@code horaServidor} is five minutes ahead; behind with a negative number. */
        RELOJ("clock-skew", 300),
        /** {@code inicio} is called {@code fechaInicio}, as after an upgrade. */
        CAMPO("renamed-field", null),
        /** A webhook is never sent. */
        AVISO_PERDIDO("webhook-lost", null),
        /** A webhook is sent twice. */
        AVISO_DOBLE("webhook-doubled", null),
        /** A webhook waits three seconds, so that later ones overtake it. */
        AVISO_DESORDENADO("webhook-reordered", 3);

        private final String codigo;
        private final @Nullable Integer segundos;

        Clase(String codigo, @Nullable Integer segundos) {
            this.codigo = codigo;
            this.segundos = segundos;
        }

        @JsonValue
        public String codigo() {
            return codigo;
        }

        /** How long, or how far off, when nobody says; null where there is nothing to say. */
        public @Nullable Integer segundos() {
            return segundos;
        }

        public boolean deAvisos() {
            return this == AVISO_PERDIDO || this == AVISO_DOBLE || this == AVISO_DESORDENADO;
        }

        static Optional<Clase> de(String codigo) {
            return Arrays.stream(values())
                    .filter(clase -> clase.codigo.equalsIgnoreCase(codigo))
                    .findFirst();
        }
    }

    int duracion() {
        if (segundos != null) {
            return segundos;
        }
        Integer siempre = clase.segundos();
        return siempre == null ? 0 : siempre;
    }

    /** Whether it is played on a call. */
    boolean alcanza(String metodo, String camino) {
        if (ambito.isEmpty()) {
            return true;
        }
        int hueco = ambito.indexOf(' ');
        return (hueco < 0 || ambito.substring(0, hueco).equalsIgnoreCase(metodo))
                && CAMINOS.match(ambito.substring(hueco + 1).strip(), camino);
    }

    /** Whether it is played on a webhook. */
    boolean alcanza(String tipo) {
        return ambito.isEmpty() || ambito.equals(tipo);
    }
}

package io.recado.sandbox.pms;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What has become of a cita, and what may still be done with it. */
enum Estado {
    PENDIENTE,
    CONFIRMADA,
    ANULADA,
    REAGENDADA,
    ASISTIDA,
    NO_ASISTIDA,
    ELIMINADA;

    /** Something that can be done with a cita, and the state it leads to. */
    enum Accion {
        CONFIRMAR(Estado.CONFIRMADA),
        ANULAR(Estado.ANULADA),
        REAGENDAR(Estado.REAGENDADA),
        ASISTIR(Estado.ASISTIDA),
        FALTAR(Estado.NO_ASISTIDA),
        ELIMINAR(Estado.ELIMINADA);

        private final Estado resultado;

        Accion(Estado resultado) {
            this.resultado = resultado;
        }

        Estado resultado() {
            return resultado;
        }
    }

    /** What an action means in this state. */
    enum Efecto {
        CAMBIA,
        YA_ESTA,
        NO_PERMITE
    }

    Efecto efecto(Accion accion) {
        // a second reagendar is not the same request again: it may name another time
        if (this == accion.resultado() && accion != Accion.REAGENDAR) {
            return Efecto.YA_ESTA;
        }
        boolean permite =
                switch (accion) {
                    case CONFIRMAR -> this == PENDIENTE;
                    case ANULAR, REAGENDAR -> esperaPaciente();
                    case ASISTIR, FALTAR -> esperaPaciente() || this == ASISTIDA || this == NO_ASISTIDA;
                    case ELIMINAR -> true;
                };
        return permite ? Efecto.CAMBIA : Efecto.NO_PERMITE;
    }

    /** Somebody is still expected. */
    boolean esperaPaciente() {
        return this == PENDIENTE || this == CONFIRMADA;
    }

    /** It takes up the time of a professional and a cabina. */
    boolean ocupaHueco() {
        return esperaPaciente() || this == ASISTIDA || this == NO_ASISTIDA;
    }

    @JsonValue
    String codigo() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Estado de(String codigo) {
        return valueOf(codigo.toUpperCase(Locale.ROOT));
    }
}

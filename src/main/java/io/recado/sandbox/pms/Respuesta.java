package io.recado.sandbox.pms;

import org.jspecify.annotations.Nullable;

/** The answer to something asked of the agenda. */
sealed interface Respuesta {

    /**
     * @param cita as it is now; the new one after a reagendar
     * @param hueco the time that became free, when a cita was cancelled
     */
    record Hecho(Cita cita, Cita.@Nullable Hueco hueco) implements Respuesta {}

    /** @param actual what is there instead, when there is something */
    record Rechazo(Codigo codigo, String detalle, @Nullable Cita actual) implements Respuesta {}
}

package io.recado.sandbox.pms;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a reading.
 *
 * @param cursorSiguiente null on the last page
 * @param horaServidor when the reading began by the server's clock; the next {@code modificadasDesde}
 */
record Pagina<T>(
        List<T> datos,
        @Nullable String cursorSiguiente,

        @JsonFormat(pattern = Ficha.MILISEGUNDOS, timezone = "UTC")
        Instant horaServidor) {}

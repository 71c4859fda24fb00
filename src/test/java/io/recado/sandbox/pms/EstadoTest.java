package io.recado.sandbox.pms;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.sandbox.pms.Estado.Accion;
import io.recado.sandbox.pms.Estado.Efecto;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EstadoTest {

    @Test
    void onlyAPendingCitaCanBeConfirmedAndAConfirmedOneStaysSo() {
        assertThat(Estado.PENDIENTE.efecto(Accion.CONFIRMAR)).isEqualTo(Efecto.CAMBIA);
        assertThat(Estado.CONFIRMADA.efecto(Accion.CONFIRMAR)).isEqualTo(Efecto.YA_ESTA);
        assertThat(Arrays.stream(Estado.values())
                        .filter(estado -> estado.efecto(Accion.CONFIRMAR) == Efecto.NO_PERMITE))
                .containsExactly(
                        Estado.ANULADA, Estado.REAGENDADA, Estado.ASISTIDA, Estado.NO_ASISTIDA, Estado.ELIMINADA);
    }

    @Test
    void whatIsOverCanNeitherBeCancelledNorMoved() {
        for (Estado over : new Estado[] {Estado.ASISTIDA, Estado.NO_ASISTIDA, Estado.ELIMINADA, Estado.REAGENDADA}) {
            assertThat(over.efecto(Accion.ANULAR)).isEqualTo(Efecto.NO_PERMITE);
            assertThat(over.efecto(Accion.REAGENDAR)).isEqualTo(Efecto.NO_PERMITE);
        }
        assertThat(Estado.ANULADA.efecto(Accion.ANULAR)).isEqualTo(Efecto.YA_ESTA);
    }

    @Test
    void theDeskMayChangeItsMindAboutWhoCame() {
        assertThat(Estado.ASISTIDA.efecto(Accion.FALTAR)).isEqualTo(Efecto.CAMBIA);
        assertThat(Estado.NO_ASISTIDA.efecto(Accion.ASISTIR)).isEqualTo(Efecto.CAMBIA);
    }

    @Test
    void everyStateIsReadAsItIsWritten() {
        for (Estado estado : Estado.values()) {
            assertThat(Estado.de(estado.codigo())).isEqualTo(estado);
        }
        assertThat(Estado.NO_ASISTIDA.codigo()).isEqualTo("no_asistida");
    }

    @Test
    void idsAndCursorsAreReadAsTheyAreWrittenAndNothingElseIs() {
        assertThat(CitaId.lee("C-8812")).contains(new CitaId(8812));
        assertThat(CitaId.lee("8812")).isEmpty();
        assertThat(CitaId.lee("C-x")).isEmpty();
        assertThat(CitaId.lee("C-9999999999999999999")).isEmpty();
        Cursor cursor = new Cursor(Instant.ofEpochMilli(5), -7, Instant.ofEpochMilli(1_790_000_000_123L), 42);
        assertThat(Cursor.lee(cursor.texto())).contains(cursor);
        assertThat(Cursor.lee("no es un cursor")).isEmpty();
        assertThat(Cursor.lee("YTpiOmM6ZA")).isEmpty();
    }

    @Test
    void aCursorLivesTenMinutes() {
        Instant start = Instant.parse("2026-11-21T10:00:00Z");
        Cursor cursor = new Cursor(start, 0, start, 1);
        assertThat(cursor.caducado(start.plusSeconds(600))).isFalse();
        assertThat(cursor.caducado(start.plusSeconds(601))).isTrue();
    }
}

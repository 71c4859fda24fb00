package io.recado.sandbox.pms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.junit.jupiter.api.Test;

class PmsGapsIT extends PmsTest {

    @Test
    void anEmptyDayOffersTheWholeHoursOfEverybody() throws Exception {
        JsonNode gaps = read(gaps(1, EMPTY_DAY, "5"));
        // an hour fits 17 times into the morning and 13 times into the afternoon, for each of six
        assertThat(gaps).hasSize(6 * (17 + 13));
        JsonNode first = gaps.get(0);
        assertThat(first.get("inicio").asText()).isEqualTo(EMPTY_DAY + "T09:00:00" + offset(EMPTY_DAY));
        assertThat(first.get("fin").asText()).isEqualTo(EMPTY_DAY + "T10:00:00" + offset(EMPTY_DAY));
        assertThat(texts(gaps, "profesionalId").stream().distinct()).hasSize(6);
        assertThat(read(gaps(1, EMPTY_DAY, "5") + "&profesionalId=3")).hasSize(30);
    }

    @Test
    void noGapOfADayLiesOverACitaOfItsProfessionalOrItsCabina() throws Exception {
        JsonNode gaps = read(gaps(1, TOMORROW, "1,13"));
        assertThat(gaps).isNotEmpty();
        for (JsonNode gap : gaps) {
            assertThat(database()
                            .sql("""
                                    select count(*) from pms.cita
                                     where (profesional_id = :professional or cabina_id = :room)
                                       and estado in ('pendiente', 'confirmada', 'asistida', 'no_asistida')
                                       and inicio < cast(:end as timestamptz) and fin > cast(:start as timestamptz)
                                    """)
                            .param("professional", gap.get("profesionalId").asLong())
                            .param("room", gap.get("cabinaId").asLong())
                            .param("start", gap.get("inicio").asText())
                            .param("end", gap.get("fin").asText())
                            .query(Long.class)
                            .single())
                    .isZero();
        }
    }

    @Test
    void theOtherClinicKeepsItsOwnClock() throws Exception {
        assertThat(read(gaps(2, EMPTY_DAY, "1")).get(0).get("inicio").asText())
                .isEqualTo(EMPTY_DAY + "T09:00:00-03:00");
    }

    @Test
    void whatNeedsNoCabinaIsOfferedWithoutOne() throws Exception {
        assertThat(read(gaps(1, EMPTY_DAY, "14")))
                .allSatisfy(gap -> assertThat(gap.get("cabinaId").isNull()).isTrue());
    }

    @Test
    void aCabinaThatIsTakenIsReplacedByAnother() throws Exception {
        String asked = gaps(1, EMPTY_DAY, "1") + "&profesionalId=3";
        assertThat(read(asked).get(0).get("cabinaId").asLong()).isEqualTo(3);
        block(1, 3, EMPTY_DAY, "09:00", "10:00");
        assertThat(read(asked).get(0).get("inicio").asText()).contains("T09:00:00");
        assertThat(read(asked).get(0).get("cabinaId").asLong()).isEqualTo(4);
    }

    @Test
    void servicesThatDoNotGoTogetherHaveNoGap() throws Exception {
        refused(get(gaps(1, EMPTY_DAY, "7,10")), 422, "SERVICIOS_INCOMPATIBLES");
        refused(get(gaps(1, EMPTY_DAY, "1,99")), 400, "PARAMETRO_INVALIDO");
        refused(get(gaps(1, EMPTY_DAY, "1,1")), 400, "PARAMETRO_INVALIDO");
        refused(
                get("/clinicas/1/huecos?desde=" + EMPTY_DAY + "&hasta=" + EMPTY_DAY + "&servicios=1"),
                400,
                "PARAMETRO_INVALIDO");
        refused(get("/clinicas/1/huecos?desde=" + EMPTY_DAY), 400, "PARAMETRO_INVALIDO");
    }

    @Test
    void nothingIsOfferedWithinTheMinimumNotice() throws Exception {
        database()
                .sql("update pms.clinica set antelacion_minima_min = 60 * 24 * 60 where id = 1")
                .update();
        assertThat(read(gaps(1, EMPTY_DAY, "1"))).isEmpty();
    }

    @Test
    void onTheDayTheClockIsPutForwardTheSkippedHourIsNotOffered() throws Exception {
        LocalDate day = changeOfClocks(true);
        nightShift();
        assertThat(texts(read(gaps(1, day, "5") + "&profesionalId=1"), "inicio"))
                .containsExactly(
                        day + "T01:00:00+01:00",
                        day + "T01:15:00+01:00",
                        day + "T01:30:00+01:00",
                        day + "T01:45:00+01:00",
                        day + "T03:00:00+02:00");
    }

    @Test
    void onTheDayTheClockIsPutBackAnHourIsOfferedTwice() throws Exception {
        LocalDate day = changeOfClocks(false);
        nightShift();
        assertThat(texts(read(gaps(1, day, "5") + "&profesionalId=1"), "inicio"))
                .hasSize(13)
                .contains(day + "T02:30:00+02:00", day + "T02:30:00+01:00");
        for (String start : new String[] {day + "T02:00:00+02:00", day + "T02:00:00+01:00"}) {
            assertThat(create("/citas", """
                                    {"clienteId":1,"clinicaId":1,"profesionalId":1,"servicios":[5],"inicio":"%s","referenciaExterna":"%s"}
                                    """.formatted(start, start)).statusCode())
                    .isEqualTo(201);
        }
    }

    /** The next Sunday in Madrid with an hour less, or with one more; after tomorrow, so that its night can still be booked. */
    private static LocalDate changeOfClocks(boolean forward) {
        ZoneRules rules = MADRID.getRules();
        ZoneOffsetTransition next =
                rules.nextTransition(TOMORROW.plusDays(1).atStartOfDay(MADRID).toInstant());
        while (next.isGap() != forward) {
            next = rules.nextTransition(next.getInstant());
        }
        return next.getDateTimeBefore().toLocalDate();
    }

    private static void nightShift() {
        database().sql("delete from pms.horario where profesional_id = 1").update();
        database()
                .sql("insert into pms.horario values (1, 7, '01:00', '04:00')")
                .update();
    }

    private static void block(long professional, long room, LocalDate day, String from, String to) {
        database()
                .sql("""
                        insert into pms.cita (id, clinica_id, profesional_id, cabina_id, inicio, fin, estado, origen, creada_en, modificada_en)
                        values (nextval('pms.cita_id'), 1, :who, :room, (cast(:from as timestamp) at time zone 'Europe/Madrid'),
                                (cast(:to as timestamp) at time zone 'Europe/Madrid'), 'confirmada', 'test', now(), now())
                        """)
                .param("who", professional)
                .param("room", room)
                .param("from", day + "T" + from)
                .param("to", day + "T" + to)
                .update();
    }

    private static String gaps(int clinic, LocalDate day, String services) {
        return "/clinicas/%d/huecos?desde=%s&hasta=%s&servicios=%s".formatted(clinic, day, day.plusDays(1), services);
    }

    private static String offset(LocalDate day) {
        return day.atTime(9, 0).atZone(MADRID).getOffset().toString();
    }
}

package io.recado.sandbox.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recado.sandbox.crm.SalesRoom.Client;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

/** Leads, conversations and the catalogue, as an integration writes and reads them. */
class CrmLeadsIT {

    private static final int NORTH = 1;

    private static SalesRoom room;
    private static Client hub;

    @BeforeAll
    static void open() {
        room = new SalesRoom();
        hub = room.hub();
    }

    @AfterAll
    static void close() {
        room.close();
    }

    @Test
    void aLeadToldTwiceIsOneVisitorWithOneVisit() {
        int advisor = register("once");
        register("once");

        assertThat(hub.jdbc().sql("""
                        select count(*) as visits, count(distinct id_visitante) as visitors, min(v.id_asesor) as advisor
                          from visita v join visitante vi using (id_visitante) where vi.id_externo = 'V-once'
                        """).query().singleRow())
                .containsExactlyInAnyOrderEntriesOf(Map.of("visits", 1L, "visitors", 1L, "advisor", advisor));
    }

    @Test
    void leadsAtTheSameTimeGoToDifferentAdvisors() {
        level();
        CountDownLatch start = new CountDownLatch(1);
        List<CompletableFuture<Integer>> leads = IntStream.range(0, 3)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> {
                    await(start);
                    return register("parallel-" + n);
                }))
                .toList();
        start.countDown();

        assertThat(leads.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void whoHasLeastOpenVisitsIsNextAndAmongEqualsWhoWaitedLongest() {
        level();
        Client owner = room.owner();
        owner.jdbc()
                .sql(
                        "update visita set id_estado = 16 where id_visita in (select min(id_visita) from visita where id_asesor = 2)")
                .update();
        assertThat(next()).as("one of advisor 2's is closed").isEqualTo(2);
        level();
        owner.jdbc()
                .sql("update visita set fecha_creacion = fecha_creacion - interval '90 days' where id_asesor = 3")
                .update();
        assertThat(next()).as("advisor 3 got none for longest").isEqualTo(3);
        owner.jdbc().sql("update asesor set activo = false where id_asesor = 3").update();
        assertThat(next()).as("advisor 3 is away").isNotEqualTo(3);
        owner.jdbc().sql("update asesor set activo = true where id_asesor = 3").update();
    }

    @Test
    void aConversationBelongsToTheNewestVisit() {
        register("talk");
        hub.jdbc()
                .sql("update visitante set indicativo = '57', celular = '3000000777' where id_externo = 'V-talk'")
                .update();
        long visit = hub.number("select id_visita from visita where id_externo = 'I-talk'");

        assertThat(hub.run("whose")
                        .param("e164SinMas", "573000000777")
                        .query(Long.class)
                        .single())
                .isEqualTo(visit);
        assertThat(followUp(visit)).isEqualTo(1);
        assertThat(followUp(visit)).as("the same words, told again").isZero();
    }

    @Test
    void theCatalogueAnswersPriceCityAndType() {
        assertThat(hub.run("catalogue")
                        .param("min", 0)
                        .param("max", new BigDecimal("600000000"))
                        .query()
                        .listOfRows())
                .extracting(row -> row.get("nombre"))
                .contains("Mirador de Usaquén", "Alameda del Cedro")
                .doesNotContain("Bahía Morros");
        assertThat(filtered("Cartagena de Indias", 2))
                .extracting(row -> row.get("nombre"))
                .containsExactly("Bahía Morros");
        assertThat(filtered("Bogotá", 2)).as("no houses there").isEmpty();
        assertThat(filtered(null, null)).hasSize(5);
    }

    @Test
    void aQuoteIsACalculationOrAnOfferAndNothingElse() {
        assertThat(quote("SIMULADA")).isPositive();
        assertThat(quote("FORMAL")).isPositive();
        assertThatThrownBy(() -> quote("PROMESA")).isInstanceOf(DataIntegrityViolationException.class);
    }

    /**
     * The whole lead in one transaction.
     *
     * @return the advisor it was given to, also when the visit was there already
     */
    private static int register(String reference) {
        Integer advisor = hub.transaction().execute(status -> {
            hub.run("visitor")
                    .param("ext", "V-" + reference)
                    .param("nombres", "Rosa")
                    .param("apellidos", "Prueba")
                    .param("correo", null)
                    .param("indicativo", "57")
                    .param("celular", "300 000 0098")
                    .param("manejo", true)
                    .param("whatsapp", true)
                    .update();
            hub.run("lock-group").param("grupo", NORTH).query().singleRow();
            int chosen = next();
            hub.run("visit")
                    .param("ext", "I-" + reference)
                    .param("visitante", "V-" + reference)
                    .param("sala", 1)
                    .param("proyecto", 2)
                    .param("asesor", chosen)
                    .update();
            return Math.toIntExact(
                    hub.number("select id_asesor from visita where id_externo = 'I-%s'".formatted(reference)));
        });
        return advisor == null ? 0 : advisor;
    }

    private static int next() {
        return hub.run("assign").param("grupo", NORTH).query(Integer.class).single();
    }

    /** Everybody has the same load, and had the last visit at the same moment. */
    private static void level() {
        Client owner = room.owner();
        owner.jdbc()
                .sql("update visita set eliminado = true, fecha_creacion = timestamp '2026-01-01 08:00'")
                .update();
        owner.jdbc().sql("""
                update visita set eliminado = false, id_estado = 2
                 where id_visita in (select min(id_visita) from visita where id_asesor in (1, 2, 3) group by id_asesor)
                """).update();
    }

    private static int followUp(long visit) {
        return hub.run("follow-up")
                .param("visita", visit)
                .param("ext", "wamid-1")
                .param("texto", "¿Sigue libre el 301?")
                .update();
    }

    private static List<Map<String, Object>> filtered(@Nullable String city, @Nullable Integer type) {
        return hub.run("catalogue-filtered")
                .param("min", 0)
                .param("max", new BigDecimal("9000000000"))
                .param("ciudad", city)
                .param("tipo", type)
                .query()
                .listOfRows();
    }

    private static int quote(String kind) {
        return hub.run("quote")
                .param("visita", 1)
                .param("u", 101)
                .param("tipo", kind)
                .param("valor", new BigDecimal("335000000"))
                .param("cuota", new BigDecimal("100000000"))
                .param("meses", 24)
                .param("vigencia", SalesRoom.now().toLocalDate().plusDays(15))
                .query(Integer.class)
                .single();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

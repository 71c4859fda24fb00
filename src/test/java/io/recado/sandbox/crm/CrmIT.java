package io.recado.sandbox.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recado.platform.TestDatabase;
import io.recado.sandbox.Sandbox;
import io.recado.sandbox.demo.DemoData;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class CrmIT {

    private static Sandbox sandbox;
    private static JdbcClient hub;
    private static int commitment;

    @BeforeAll
    static void start() {
        String url = TestDatabase.emptyUrl();
        sandbox = Sandbox.start(Map.of("sandbox.port", 0, "sandbox.database.url", url));
        String crm = url.replaceFirst("/(test_\\d+)\\?.*", "/$1_crm");
        hub = JdbcClient.create(new DriverManagerDataSource(crm, "cbr_hub", "sandbox-cbr"));
        commitment =
                DemoData.tomorrowsCommitment(LocalDate.now(CrmDatabase.ZONE).plusDays(1), 1);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void theVersionMovesEvenWhenAnUpdateForgetsIt() {
        long before = version();
        assertThat(hub.sql("update compromiso set motivo = 'x' where id_compromiso = :id")
                        .param("id", commitment)
                        .update())
                .isEqualTo(1);
        assertThat(version()).isGreaterThan(before);
    }

    @Test
    void aGuardedConfirmationHitsOneRowAndReturnsItsVersion() {
        long returned = hub.sql("""
                        update compromiso set estado = 'CONFIRMADA', fecha_modificacion = now(), ver = nextval('ver_seq')
                         where id_compromiso = :id and estado in ('PROGRAMADA', 'CONFIRMADA') and not eliminado
                        returning ver
                        """).param("id", commitment).query(Long.class).single();
        assertThat(version()).isEqualTo(returned);
    }

    @Test
    void theHubsUserMayNotDeleteNorChangePrices() {
        assertThatThrownBy(() -> hub.sql("delete from compromiso").update())
                .rootCause()
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> hub.sql("update unidad set precio_lista = 1").update())
                .rootCause()
                .hasMessageContaining("permission denied");
        assertThatThrownBy(
                        () -> hub.sql("update compromiso set inicio = inicio").update())
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    @Test
    void manyRowsShareAStampAndSomeAreOnlyMarkedAsDeleted() {
        assertThat(hub.sql("select max(n) from (select count(*) as n from compromiso group by fecha_modificacion) t")
                        .query(Long.class)
                        .single())
                .isGreaterThan(20);
        assertThat(hub.sql("select count(*) from compromiso where eliminado")
                        .query(Long.class)
                        .single())
                .isPositive();
    }

    private static long version() {
        return hub.sql("select ver from compromiso where id_compromiso = :id")
                .param("id", commitment)
                .query(Long.class)
                .single();
    }
}

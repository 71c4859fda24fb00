package io.recado.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.platform.TestDatabase;
import io.recado.sandbox.Sandbox;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class DemoDataIT {

    private static String url;
    private static Sandbox sandbox;
    private static JdbcClient pms;
    private static JdbcClient crm;

    @BeforeAll
    static void start() {
        url = TestDatabase.emptyUrl();
        sandbox = Sandbox.start(Map.of("sandbox.port", 0, "sandbox.database.url", url));
        pms = JdbcClient.create(new DriverManagerDataSource(url));
        crm = JdbcClient.create(new DriverManagerDataSource(crmUrl()));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void fillsTwoClinicsAndASalesRoomAroundToday() {
        assertThat(count(pms, "select count(*) from pms.cita")).isBetween(300L, 350L);
        assertThat(count(crm, "select count(*) from compromiso")).isBetween(65L, 80L);
        assertThat(count(crm, "select count(*) from unidad")).isEqualTo(50);
        assertThat(count(crm, "select count(*) from proyecto where id_macroproyecto = 1"))
                .isEqualTo(4);
        assertThat(count(pms, """
                        select count(*) from pms.cita
                         where (inicio at time zone 'Europe/Madrid')::date = (now() at time zone 'Europe/Madrid')::date + 1
                        """)).isGreaterThan(45);
    }

    @Test
    void hasEveryStateAndManyTies() {
        assertThat(count(pms, "select count(distinct estado) from pms.cita")).isEqualTo(7);
        assertThat(count(crm, "select count(distinct estado) from compromiso")).isGreaterThanOrEqualTo(5);
        assertThat(count(pms, "select max(n) from (select count(*) as n from pms.cita group by modificada_en) t"))
                .isGreaterThan(100);
        assertThat(count(crm, "select count(*) from compromiso where eliminado"))
                .isPositive();
    }

    @Test
    void nobodyIsInTwoPlacesAtOnce() {
        assertThat(count(pms, """
                                select count(*) from pms.cita a join pms.cita b
                                    on a.id < b.id and a.profesional_id = b.profesional_id and a.inicio < b.fin and b.inicio < a.fin
                                """)).isZero();
    }

    @Test
    void theOddPeopleComeTomorrowUnderIdsThatTestsCanName() {
        LocalDate tomorrow =
                LocalDate.now(Clock.systemUTC().withZone(ClinicDemo.MADRID)).plusDays(1);
        String id = DemoData.tomorrowsCita(tomorrow, 1).substring(2);
        assertThat(pms.sql("select cliente_id from pms.cita where id = :id and estado = 'pendiente'")
                        .param("id", Long.parseLong(id))
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aSecondStartAddsNothingAndKeepsWhatWasChanged() {
        long before = count(pms, "select count(*) from pms.cita");
        pms.sql("update pms.telefono set numero = 'changed' where cliente_id = 22")
                .update();
        Sandbox.start(Map.of("sandbox.port", 0, "sandbox.database.url", url)).close();
        assertThat(count(pms, "select count(*) from pms.cita")).isEqualTo(before);
        assertThat(count(pms, "select count(*) from pms.telefono where numero = 'changed'"))
                .isEqualTo(1);
    }

    private static long count(JdbcClient database, String sql) {
        return database.sql(sql).query(Long.class).single();
    }

    static String crmUrl() {
        return url.replaceFirst("/(test_\\d+)", "/$1_crm");
    }
}

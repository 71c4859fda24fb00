package io.recado.sandbox.pms;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.platform.TestDatabase;
import io.recado.sandbox.Sandbox;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database of the first version, with an agenda in it that was written over twice, goes on being used. */
class PmsUpgradeIT {

    @Test
    void ofCitasOverOneAnotherTheFirstStaysAndTheDemonstrationIsFilledUp() {
        String url = TestDatabase.emptyUrl();
        JdbcClient database = JdbcClient.create(new DriverManagerDataSource(url));
        Flyway.configure()
                .dataSource(url, "postgres", "")
                .schemas("pms")
                .createSchemas(true)
                .locations("classpath:sandbox/db/pms")
                .target("1")
                .load()
                .migrate();
        database.sql("""
                        insert into pms.clinica values
                          (1, 'Sol', 'c', 't', 'Madrid', 'ES', '+34', 'Europe/Madrid', 60, 'u', 'u', 'SISTEMA', '2026-01-01Z')
                        """).update();
        database.sql(
                        "insert into pms.profesional (id, clinica_id, nombre, especialidad) values (1, 1, 'A', 'e'), (2, 1, 'B', 'e')")
                .update();
        database.sql("insert into pms.cabina values (1, 1, 'a'), (2, 1, 'b')").update();
        cita(database, 1, 1, "10:00", "11:00", "pendiente");
        cita(database, 2, 1, "10:30", "11:30", "confirmada");
        cita(database, 3, 1, "10:30", "11:30", "anulada");
        cita(database, 4, 2, "10:30", "11:30", "pendiente");
        Sandbox.start(Map.of("sandbox.port", 0, "sandbox.database.url", url)).close();
        assertThat(database.sql("select estado || ' ' || version from pms.cita where id between 1 and 4 order by id")
                        .query(String.class)
                        .list())
                .containsExactly("pendiente 1", "anulada 2", "anulada 1", "pendiente 1");
        assertThat(database.sql(
                                "select cita_id from pms.ocupacion where cita_id between 1 and 4 order by cita_id, recurso")
                        .query(Long.class)
                        .list())
                .containsExactly(1L, 1L, 4L, 4L);
        assertThat(database.sql("select count(*) from pms.horario")
                        .query(Long.class)
                        .single())
                .isEqualTo(10 * 7 * 2);
        assertThat(database.sql("select count(*) from pms.cita where id > 4")
                        .query(Long.class)
                        .single())
                .isGreaterThan(300);
    }

    private static void cita(JdbcClient database, int id, int desk, String from, String to, String state) {
        database.sql("""
                        insert into pms.cita (id, clinica_id, profesional_id, cabina_id, inicio, fin, estado, origen, creada_en, modificada_en)
                        values (:id, 1, :desk, :desk, cast(:from as timestamptz), cast(:to as timestamptz), :state, 'x',
                                '2030-01-01Z', '2030-01-01Z')
                        """)
                .param("id", id)
                .param("desk", desk)
                .param("from", "2030-01-07T" + from + ":00Z")
                .param("to", "2030-01-07T" + to + ":00Z")
                .param("state", state)
                .update();
    }
}

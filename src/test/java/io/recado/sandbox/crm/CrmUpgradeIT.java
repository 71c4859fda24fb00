package io.recado.sandbox.crm;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.platform.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A CRM of the first version, with what people left in it, goes on working in this one. */
class CrmUpgradeIT {

    @Test
    void rowsOfTheFirstVersionAreKeptAndCanBeWorkedWith() {
        String url = TestDatabase.emptyUrl();
        String crm = url.replaceFirst("/(test_\\d+)", "/$1_crm");
        JdbcClient.create(new DriverManagerDataSource(url))
                .sql("create database " + url.replaceFirst("^.*/(test_\\d+).*$", "$1_crm"))
                .update();
        Flyway.configure()
                .dataSource(crm, "postgres", "")
                .locations("classpath:sandbox/crm/db")
                .target("1")
                .load()
                .migrate();
        JdbcClient owner = JdbcClient.create(new DriverManagerDataSource(crm, "postgres", ""));
        owner.sql("""
                insert into macroproyecto values (1, 'Sala', 'Bogotá', true);
                insert into proyecto values (1, 1, 'Proyecto', null, 'Bogotá', true);
                insert into tipo_inmueble values (1, 'Apartamento');
                insert into unidad (id_unidad, id_proyecto, id_tipo_inmueble, nombre, precio_lista, estado, fecha_modificacion)
                values (1, 1, 1, 'Apto 101', 1000, 'RESERVADA', '2026-11-01'), (2, 1, 1, 'Apto 102', 1000, 'DISPONIBLE', '2026-11-01');
                insert into asesor (id_asesor, nombre) values (1, 'Asesora');
                insert into estado_embudo values (1, 'Lead', 1, false);
                insert into visitante (nombres, fecha_creacion, fecha_modificacion) values ('Quien estaba', '2026-11-01', '2026-11-01');
                insert into visita (id_visitante, id_macroproyecto, id_asesor, id_estado, fecha_creacion, fecha_modificacion)
                select id_visitante, 1, 1, 1, '2026-11-01', '2026-11-01' from visitante;
                insert into reserva (id_visita, id_unidad, estado, vence, fecha_creacion, fecha_modificacion)
                select id_visita, 1, 'SOLICITADA', '2999-01-01', '2026-11-01', '2026-11-01' from visita
                """).update();

        Flyway.configure()
                .dataSource(crm, "postgres", "")
                .locations("classpath:sandbox/crm/db")
                .load()
                .migrate();

        assertThat(owner.sql("select nombres from visitante")
                        .query(String.class)
                        .list())
                .containsExactly("Quien estaba");
        owner.sql("update producto.reserva set estado = 'DESISTIDA'").update();
        assertThat(owner.sql("select estado from unidad order by id_unidad")
                        .query(String.class)
                        .list())
                .containsExactly("DISPONIBLE", "DISPONIBLE");
    }
}

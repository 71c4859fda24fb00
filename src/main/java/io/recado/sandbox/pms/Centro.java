package io.recado.sandbox.pms;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Changes to who works at a clinic when, its cabinas, and what is offered. */
@Component
class Centro {

    private final JdbcClient jdbc;

    Centro(JdbcClient jdbc, PmsSchema schema) {
        this.jdbc = jdbc;
    }

    void altaProfesional(long clinica, String nombre, String especialidad) {
        jdbc.sql("""
                        insert into pms.profesional (id, clinica_id, nombre, especialidad)
                        values (nextval('pms.ficha_id'), :clinica, :nombre, :especialidad)
                        """)
                .param("clinica", clinica)
                .param("nombre", nombre)
                .param("especialidad", especialidad)
                .update();
    }

    void cambiaProfesional(long id, String nombre, String especialidad, boolean activo) {
        jdbc.sql(
                        "update pms.profesional set nombre = :nombre, especialidad = :especialidad, activo = :activo where id = :id")
                .param("nombre", nombre)
                .param("especialidad", especialidad)
                .param("activo", activo)
                .param("id", id)
                .update();
    }

    /** Works these hours too; one that begins at the same time is replaced. */
    void trabaja(long profesional, List<Franja> franjas) {
        for (Franja franja : franjas) {
            jdbc.sql("""
                            insert into pms.horario (profesional_id, dia, desde, hasta) values (:id, :dia, :desde, :hasta)
                            on conflict (profesional_id, dia, desde) do update set hasta = excluded.hasta
                            """)
                    .param("id", profesional)
                    .param("dia", franja.dia())
                    .param("desde", franja.desde())
                    .param("hasta", franja.hasta())
                    .update();
        }
    }

    /** Does not work that day any more. */
    void libra(long profesional, int dia) {
        jdbc.sql("delete from pms.horario where profesional_id = :id and dia = :dia")
                .param("id", profesional)
                .param("dia", dia)
                .update();
    }

    void altaCabina(long clinica, String nombre) {
        jdbc.sql("insert into pms.cabina (id, clinica_id, nombre) values (nextval('pms.ficha_id'), :clinica, :nombre)")
                .param("clinica", clinica)
                .param("nombre", nombre)
                .update();
    }

    void cambiaCabina(long id, String nombre) {
        jdbc.sql("update pms.cabina set nombre = :nombre where id = :id")
                .param("nombre", nombre)
                .param("id", id)
                .update();
    }

    void altaServicio(String nombre, int minutos, boolean cabina) {
        jdbc.sql("""
                        insert into pms.servicio (id, nombre, duracion_min, requiere_cabina)
                        values (nextval('pms.ficha_id'), :nombre, :minutos, :cabina)
                        """)
                .param("nombre", nombre)
                .param("minutos", minutos)
                .param("cabina", cabina)
                .update();
    }

    /** What is booked already keeps its length. */
    void cambiaServicio(long id, String nombre, int minutos, boolean cabina) {
        jdbc.sql(
                        "update pms.servicio set nombre = :nombre, duracion_min = :minutos, requiere_cabina = :cabina where id = :id")
                .param("nombre", nombre)
                .param("minutos", minutos)
                .param("cabina", cabina)
                .param("id", id)
                .update();
    }
}

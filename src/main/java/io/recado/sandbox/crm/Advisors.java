package io.recado.sandbox.crm;

import io.recado.sandbox.crm.Visits.Choice;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who sells, and in which groups they take turns. */
@Component
class Advisors {

    /**
     * An advisor.
     *
     * @param open visits in a stage that is no end
     * @param last when the newest visit came, Bogotá's wall clock; null: none yet
     */
    record Advisor(
            int id,
            String name,
            @Nullable String mail,
            @Nullable String mobile,
            boolean active,
            int open,
            @Nullable LocalDateTime last) {}

    private final CrmDatabase crm;

    Advisors(CrmDatabase crm) {
        this.crm = crm;
    }

    List<Advisor> all() {
        return crm.jdbc().sql("""
                        select a.id_asesor as id, a.nombre as name, a.correo as mail, a.celular as mobile, a.activo as active,
                               count(v.id_visita) filter (where not e.es_cierre and not v.eliminado) as open, max(v.fecha_creacion) as last
                          from asesor a
                          left join visita v on v.id_asesor = a.id_asesor
                          left join estado_embudo e on e.id_estado = v.id_estado
                         group by a.id_asesor, a.nombre, a.correo, a.celular, a.activo order by a.nombre
                        """).query(Advisor.class).list();
    }

    List<Choice> groups() {
        return crm.jdbc()
                .sql("select id_grupo as id, nombre as name from grupo_asesores order by nombre")
                .query(Choice.class)
                .list();
    }

    /** Group id to advisor ids. */
    Map<Integer, Set<Integer>> members() {
        return crm
                .jdbc()
                .sql("select id_grupo, id_asesor from grupo_asesor_miembro")
                .query((row, n) -> Map.entry(row.getInt(1), row.getInt(2)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toSet())));
    }

    void activate(int advisor, boolean active) {
        crm.jdbc()
                .sql("update asesor set activo = :active where id_asesor = :id")
                .param("active", active)
                .param("id", advisor)
                .update();
    }

    void join(int advisor, int group) {
        crm.jdbc()
                .sql(
                        "insert into grupo_asesor_miembro (id_grupo, id_asesor) values (:group, :advisor) on conflict do nothing")
                .param("group", group)
                .param("advisor", advisor)
                .update();
    }

    void leave(int advisor, int group) {
        crm.jdbc()
                .sql("delete from grupo_asesor_miembro where id_grupo = :group and id_asesor = :advisor")
                .param("group", group)
                .param("advisor", advisor)
                .update();
    }

    void hire(String name, @Nullable String mail, @Nullable String mobile) {
        crm.jdbc()
                .sql("""
                        insert into asesor (id_asesor, nombre, correo, celular)
                        select coalesce(max(id_asesor), 0) + 1, :name, :mail, :mobile from asesor
                        """)
                .param("name", name)
                .param("mail", mail)
                .param("mobile", mobile)
                .update();
    }
}

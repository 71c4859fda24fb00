package io.recado.sandbox.crm;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/** Visitors and what they are interested in, through the funnel. Times are Bogotá's wall clock. */
@Component
class Visits {

    private static final int MANY = 200;
    private static final String VISIT = """
            select v.id_visita as id, v.id_estado as stage_id, e.nombre as stage, e.es_cierre as closed, v.id_asesor as advisor_id,
                   a.nombre as advisor, m.nombre as room, p.nombre as project, v.origen as source, v.observacion as note,
                   v.fecha_creacion as created, v.eliminado as deleted, v.ver as version, vi.id_visitante as visitor,
                   coalesce(vi.nombres, '') as first_names, coalesce(vi.apellidos, '') as surnames, vi.correo as mail,
                   vi.indicativo as code, vi.celular as mobile, vi.autoriza_manejo_informacion as data,
                   vi.autoriza_whatsapp as whats_app
              from visita v
              join visitante vi on vi.id_visitante = v.id_visitante
              join macroproyecto m on m.id_macroproyecto = v.id_macroproyecto
              join estado_embudo e on e.id_estado = v.id_estado
              left join proyecto p on p.id_proyecto = v.id_proyecto
              left join asesor a on a.id_asesor = v.id_asesor
            """;

    /** Something to choose from. */
    record Choice(int id, String name) {}

    /**
     * A visit with its visitor.
     *
     * @param data the visitor allows the use of personal data
     * @param mobile as typed; null: none
     * @param code the dialling code as typed; empty or null means 57
     */
    record Visit(
            int id,
            int stageId,
            String stage,
            boolean closed,
            @Nullable Integer advisorId,
            @Nullable String advisor,
            String room,
            @Nullable String project,
            @Nullable String source,
            @Nullable String note,
            LocalDateTime created,
            boolean deleted,
            long version,
            int visitor,
            String firstNames,
            String surnames,
            @Nullable String mail,
            @Nullable String code,
            @Nullable String mobile,
            boolean data,
            boolean whatsApp) {

        public String name() {
            return (firstNames + " " + surnames).strip();
        }
    }

    /** Who a visitor is and how to reach them. */
    record Visitor(
            String firstNames,
            String surnames,
            @Nullable String mail,
            String code,
            @Nullable String mobile,
            boolean data,
            boolean whatsApp) {}

    /**
     * Something that was said or done.
     *
     * @param advisor null: an integration wrote it
     */
    record FollowUp(
            LocalDateTime at,
            String kind,
            @Nullable String text,
            @Nullable String advisor) {}

    private final CrmDatabase crm;
    private final WallClock clock;

    Visits(CrmDatabase crm, WallClock clock) {
        this.crm = crm;
        this.clock = clock;
    }

    /**
     * The newest first.
     *
     * @param words in a name, a number or a mail address; empty: any
     */
    List<Visit> list(String words, @Nullable Integer stage, @Nullable Integer advisor) {
        return crm.jdbc()
                .sql(VISIT + """
                         where (cast(:stage as int) is null or v.id_estado = :stage)
                           and (cast(:advisor as int) is null or v.id_asesor = :advisor)
                           and (:words = '' or concat_ws(' ', vi.nombres, vi.apellidos, vi.celular, vi.correo) ilike '%' || :words || '%')
                         order by v.fecha_creacion desc, v.id_visita desc limit :many
                        """)
                .param("stage", stage)
                .param("advisor", advisor)
                .param("words", words)
                .param("many", MANY)
                .query(Visit.class)
                .list();
    }

    Optional<Visit> find(int id) {
        return crm.jdbc()
                .sql(VISIT + " where v.id_visita = :id")
                .param("id", id)
                .query(Visit.class)
                .optional();
    }

    /** The funnel, in its order. */
    List<Choice> stages() {
        return crm.jdbc()
                .sql("select id_estado as id, nombre as name from estado_embudo order by orden")
                .query(Choice.class)
                .list();
    }

    boolean move(int visit, int stage, @Nullable Integer advisor) {
        return done(crm.jdbc()
                .sql(
                        "update visita set id_estado = :stage, id_asesor = :advisor, fecha_modificacion = :now where id_visita = :id")
                .param("stage", stage)
                .param("advisor", advisor)
                .param("now", clock.now())
                .param("id", visit));
    }

    /** The row stays, marked as deleted, or no longer. */
    boolean delete(int visit, boolean deleted) {
        return done(crm.jdbc()
                .sql("update visita set eliminado = :deleted, fecha_modificacion = :now where id_visita = :id")
                .param("deleted", deleted)
                .param("now", clock.now())
                .param("id", visit));
    }

    boolean rewrite(int visitor, Visitor as) {
        return done(crm.jdbc()
                .sql("""
                        update visitante
                           set nombres = :first, apellidos = :surnames, correo = :mail, indicativo = :code, celular = :mobile,
                               autoriza_manejo_informacion = :data, autoriza_whatsapp = :whatsApp,
                               fecha_autorizacion = case when autoriza_manejo_informacion <> :data or autoriza_whatsapp <> :whatsApp
                                                         then :now else fecha_autorizacion end,
                               fecha_modificacion = :now
                         where id_visitante = :id
                        """)
                .param("first", as.firstNames())
                .param("surnames", as.surnames())
                .param("mail", as.mail())
                .param("code", as.code())
                .param("mobile", as.mobile())
                .param("data", as.data())
                .param("whatsApp", as.whatsApp())
                .param("now", clock.now())
                .param("id", visitor));
    }

    /** What was said and done, the newest first. */
    List<FollowUp> followUps(int visit) {
        return crm.jdbc()
                .sql("""
                        select s.fecha as at, s.tipo_gestion as kind, s.texto as text, a.nombre as advisor
                          from seguimiento s left join asesor a on a.id_asesor = s.id_asesor
                         where s.id_visita = :id order by s.fecha desc, s.id_seguimiento desc limit :many
                        """)
                .param("id", visit)
                .param("many", MANY)
                .query(FollowUp.class)
                .list();
    }

    boolean note(int visit, String kind, String text) {
        return done(crm.jdbc()
                .sql("""
                        insert into seguimiento (id_visita, tipo_gestion, texto, id_asesor, fecha)
                        select id_visita, :kind, :text, id_asesor, :now from visita where id_visita = :id
                        """)
                .param("kind", kind)
                .param("text", text)
                .param("now", clock.now())
                .param("id", visit));
    }

    private static boolean done(StatementSpec statement) {
        return statement.update() == 1;
    }
}

package io.recado.sandbox.crm;

import io.recado.sandbox.crm.Visits.Visitor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** New interest: a visitor and a visit, once for each reference, given to an advisor of a group. */
@Component
class Leads {

    private static final int FIRST_STAGE = 1;

    /**
     * Somebody who is interested.
     *
     * @param reference the caller's own; the same one again is the same lead
     * @param project null: undecided
     * @param group whose advisors take turns
     */
    record Lead(
            String reference,
            Visitor visitor,
            int room,
            @Nullable Integer project,
            int group,
            @Nullable String note) {}

    /** @param fresh false: the reference was known, nothing was written */
    record Registered(int visit, boolean fresh) {}

    private final CrmDatabase crm;
    private final WallClock clock;

    Leads(CrmDatabase crm, WallClock clock) {
        this.crm = crm;
        this.clock = clock;
    }

    Registered register(Lead lead) {
        Registered done = crm.transaction().execute(status -> known(lead)
                .map(visit -> new Registered(visit, false))
                .orElseGet(() -> new Registered(visit(lead, visitor(lead)), true)));
        return done == null ? new Registered(0, false) : done;
    }

    private Optional<Integer> known(Lead lead) {
        return crm.jdbc()
                .sql("select id_visita from visita where id_externo = :reference")
                .param("reference", lead.reference())
                .query(Integer.class)
                .optional();
    }

    private int visitor(Lead lead) {
        Visitor visitor = lead.visitor();
        return crm.jdbc()
                .sql("""
                        insert into visitante (id_externo, nombres, apellidos, correo, indicativo, celular, autoriza_manejo_informacion,
                                               autoriza_whatsapp, fecha_autorizacion, fecha_creacion, fecha_modificacion)
                        values (:reference, :first, :surnames, :mail, :code, :mobile, :data, :whatsApp, :now, :now, :now)
                        on conflict (id_externo) do update set fecha_modificacion = excluded.fecha_modificacion
                        returning id_visitante
                        """)
                .param("reference", lead.reference())
                .param("first", visitor.firstNames())
                .param("surnames", visitor.surnames())
                .param("mail", visitor.mail())
                .param("code", visitor.code())
                .param("mobile", visitor.mobile())
                .param("data", visitor.data())
                .param("whatsApp", visitor.whatsApp())
                .param("now", clock.now())
                .query(Integer.class)
                .single();
    }

    private int visit(Lead lead, int visitor) {
        return crm.jdbc()
                .sql("""
                        insert into visita (id_externo, id_visitante, id_macroproyecto, id_proyecto, id_asesor, id_estado, origen,
                                            observacion, fecha_creacion, fecha_modificacion)
                        values (:reference, :visitor, coalesce((select id_macroproyecto from proyecto where id_proyecto = :project), :room),
                                :project, :advisor, :stage, 'Sala de ventas', :note, :now, :now)
                        returning id_visita
                        """)
                .param("reference", lead.reference())
                .param("visitor", visitor)
                .param("room", lead.room())
                .param("project", lead.project())
                .param("advisor", next(lead.group()))
                .param("stage", FIRST_STAGE)
                .param("note", lead.note())
                .param("now", clock.now())
                .query(Integer.class)
                .single();
    }

    /** The group's row is locked until the visit is written, or two leads would go to the same advisor. Null: nobody is in the group. */
    private @Nullable Integer next(int group) {
        crm.jdbc()
                .sql(Statements.sql("lock-group"))
                .param("grupo", group)
                .query()
                .listOfRows();
        return crm.jdbc()
                .sql(Statements.sql("assign"))
                .param("grupo", group)
                .query(Integer.class)
                .optional()
                .orElse(null);
    }
}

package io.recado.sandbox.crm;

import io.recado.sandbox.crm.Visits.Choice;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is for sale. Prices are Colombian pesos. */
@Component
class Catalogue {

    private static final BigDecimal ANY_PRICE = new BigDecimal("99999999999999");

    /** What somebody looks for; null: any. */
    record Wish(
            @Nullable BigDecimal from,
            @Nullable BigDecimal to,
            @Nullable String city,
            @Nullable Integer type) {}

    /** A project with what is free in it. */
    record Project(int id, String name, String city, BigDecimal from, BigDecimal to, int units) {}

    /**
     * A unit.
     *
     * @param waiting it is reserved, and a living reservation says by whom
     */
    record Unit(
            int id,
            String name,
            int projectId,
            String project,
            String type,
            @Nullable BigDecimal area,
            @Nullable BigDecimal price,
            String state,
            boolean waiting,
            long version) {

        /** Reserved by nobody: a client took the unit and made no reservation. */
        public boolean stuck() {
            return state.startsWith("RESERVA") && !waiting;
        }
    }

    private final CrmDatabase crm;
    private final WallClock clock;

    Catalogue(CrmDatabase crm, WallClock clock) {
        this.crm = crm;
        this.clock = clock;
    }

    /** The projects that have something for this wish: the question a client asks. */
    List<Project> projects(Wish wish) {
        return crm.jdbc()
                .sql(Statements.sql("catalogue-filtered"))
                .param("min", wish.from() == null ? BigDecimal.ZERO : wish.from())
                .param("max", wish.to() == null ? ANY_PRICE : wish.to())
                .param("ciudad", wish.city())
                .param("tipo", wish.type())
                .query((row, n) -> new Project(
                        row.getInt("id_proyecto"),
                        row.getString("nombre"),
                        row.getString("ciudad"),
                        row.getBigDecimal("desde"),
                        row.getBigDecimal("hasta"),
                        row.getInt("unidades")))
                .list();
    }

    /**
     * The units of one project, or all of them, cheapest first.
     *
     * @param free only those that can be reserved
     */
    List<Unit> units(@Nullable Integer project, boolean free) {
        return crm.jdbc()
                .sql("""
                        select u.id_unidad as id, u.nombre as name, p.id_proyecto as project_id, p.nombre as project, t.nombre as type,
                               u.area, u.precio_lista as price, u.estado as state, u.ver as version,
                               exists (select 1 from reserva r
                                        where r.id_unidad = u.id_unidad and r.estado in ('SOLICITADA', 'AUTORIZADA')) as waiting
                          from unidad u
                          join proyecto p on p.id_proyecto = u.id_proyecto
                          join tipo_inmueble t on t.id_tipo_inmueble = u.id_tipo_inmueble
                         where (cast(:project as int) is null or u.id_proyecto = :project) and (not :free or u.estado = 'DISPONIBLE')
                         order by p.nombre, u.precio_lista, u.id_unidad
                        """)
                .param("project", project)
                .param("free", free)
                .query(Unit.class)
                .list();
    }

    List<Choice> everyProject() {
        return choices("select id_proyecto as id, nombre as name from proyecto where activo order by nombre");
    }

    List<Choice> rooms() {
        return choices(
                "select id_macroproyecto as id, nombre as name from macroproyecto where activo order by id_macroproyecto");
    }

    List<Choice> types() {
        return choices("select id_tipo_inmueble as id, nombre as name from tipo_inmueble order by id_tipo_inmueble");
    }

    List<String> cities() {
        return crm.jdbc()
                .sql("select distinct ciudad from proyecto where ciudad is not null order by ciudad")
                .query(String.class)
                .list();
    }

    /**
     * A price, and a state when no living reservation depends on it.
     *
     * @return false when there is one and the state is another
     */
    boolean change(int unit, String state, BigDecimal price) {
        return crm.jdbc()
                        .sql("""
                                update unidad set precio_lista = :price, estado = :state, fecha_modificacion = :now
                                 where id_unidad = :id
                                   and (estado = :state or not exists (select 1 from reserva r where r.id_unidad = :id
                                                                          and r.estado in ('SOLICITADA', 'AUTORIZADA')))
                                """)
                        .param("price", price)
                        .param("state", state)
                        .param("now", clock.now())
                        .param("id", unit)
                        .update()
                == 1;
    }

    private List<Choice> choices(String sql) {
        return crm.jdbc().sql(sql).query(Choice.class).list();
    }
}

package io.recado.sandbox.crm;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a unit would cost somebody: a calculation (SIMULADA) or an offer (FORMAL). Amounts are Colombian pesos. */
@Component
class Quotes {

    private static final int MANY = 100;

    /**
     * A quote.
     *
     * @param down the down payment; null: none said
     * @param until the last day of an offer; null: none
     */
    record Quote(
            int id,
            String kind,
            BigDecimal amount,
            @Nullable BigDecimal down,
            @Nullable Integer months,
            @Nullable LocalDate until,
            LocalDateTime created,
            String unit,
            String project,
            int visit,
            String visitor) {}

    private final CrmDatabase crm;
    private final WallClock clock;

    Quotes(CrmDatabase crm, WallClock clock) {
        this.crm = crm;
        this.clock = clock;
    }

    /**
     * The newest first.
     *
     * @param visit null: everybody's
     */
    List<Quote> list(@Nullable Integer visit) {
        return crm.jdbc()
                .sql("""
                        select c.id_cotizacion as id, c.tipo as kind, c.valor as amount, c.cuota_inicial as down, c.plazo_meses as months,
                               c.vigencia as until, c.fecha_creacion as created, u.nombre as unit, p.nombre as project,
                               c.id_visita as visit, concat_ws(' ', vi.nombres, vi.apellidos) as visitor
                          from cotizacion c
                          join unidad u on u.id_unidad = c.id_unidad
                          join proyecto p on p.id_proyecto = u.id_proyecto
                          join visita v on v.id_visita = c.id_visita
                          join visitante vi on vi.id_visitante = v.id_visitante
                         where cast(:visit as int) is null or c.id_visita = :visit
                         order by c.id_cotizacion desc limit :many
                        """)
                .param("visit", visit)
                .param("many", MANY)
                .query(Quote.class)
                .list();
    }

    /**
     * Makes a quote at the unit's list price.
     *
     * @param percent of the price that is paid down
     * @param days how long an offer holds; a calculation has no last day
     */
    boolean make(int visit, int unit, boolean formal, int percent, int months, int days) {
        return crm.jdbc()
                        .sql("""
                                insert into cotizacion (id_visita, id_unidad, tipo, valor, cuota_inicial, plazo_meses, vigencia, fecha_creacion)
                                select :visit, id_unidad, case when :formal then 'FORMAL' else 'SIMULADA' end, precio_lista,
                                       round(precio_lista * :percent / 100), :months,
                                       case when :formal then cast(:now as date) + :days end, :now
                                  from unidad where id_unidad = :unit and precio_lista is not null
                                """)
                        .param("visit", visit)
                        .param("formal", formal)
                        .param("percent", percent)
                        .param("months", months)
                        .param("now", clock.now())
                        .param("days", days)
                        .param("unit", unit)
                        .update()
                == 1;
    }
}

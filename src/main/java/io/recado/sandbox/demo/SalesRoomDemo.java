package io.recado.sandbox.demo;

import io.recado.sandbox.crm.CrmDatabase;
import io.recado.sandbox.demo.DayPlan.Layer;
import io.recado.sandbox.demo.DayPlan.Visit;
import io.recado.sandbox.demo.Person.Place;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes the sales room into the CRM. Its times are Bogotá's wall clock, as the CRM keeps them. */
final class SalesRoomDemo {

    private static final long DELETED = 16;
    private static final long ELSEWHERE = 49;
    private static final int FIRST_FREE_ID = 1_000_001;
    private static final long EPOCH = 20_000;

    private final JdbcClient jdbc;
    private final People people;

    SalesRoomDemo(CrmDatabase crm, People people) {
        this.jdbc = crm.jdbc();
        this.people = people;
    }

    /** The id of a planned commitment. */
    static int commitmentId(LocalDate day, int number) {
        return Math.toIntExact((day.toEpochDay() - EPOCH) * 100 + number);
    }

    void clear() {
        jdbc.sql("""
                        truncate public.macroproyecto, public.proyecto, public.tipo_inmueble, public.unidad, public.grupo_asesores,
                                 public.asesor, public.grupo_asesor_miembro, public.estado_embudo, public.visitante, public.visita,
                                 public.seguimiento, public.compromiso, public.cotizacion, public.reserva
                        """).update();
    }

    boolean empty() {
        return jdbc.sql("select not exists (select 1 from macroproyecto)")
                .query(Boolean.class)
                .single();
    }

    void writePeople(Instant now) {
        LocalDateTime local = local(now).minusDays(40);
        for (List<Person> some : List.of(people.odd(Place.BOGOTA), people.others(Place.BOGOTA))) {
            for (Person person : some) {
                visitor(person, local.plusHours(person.id() * 7));
            }
        }
        for (String table : List.of("visitante", "visita", "compromiso", "seguimiento", "cotizacion", "reserva")) {
            jdbc.sql("alter table public.%s alter column id_%s restart with %d".formatted(table, table, FIRST_FREE_ID))
                    .update();
        }
    }

    private void visitor(Person person, LocalDateTime since) {
        boolean allowed = !Boolean.FALSE.equals(person.reminders());
        jdbc.sql("""
                        insert into visitante (id_visitante, id_externo, nombres, apellidos, correo, celular, indicativo, documento,
                                               autoriza_manejo_informacion, autoriza_correo, autoriza_whatsapp, autoriza_llamada,
                                               fecha_autorizacion, fecha_creacion, fecha_modificacion)
                        overriding system value
                        values (:id, :externo, :nombres, :apellidos, :correo, :celular, :indicativo, :documento,
                                :manejo, :manejo, :whatsapp, :manejo, :desde, :desde, :desde)
                        """)
                .param("id", person.id())
                .param("externo", "V-" + person.id())
                .param("nombres", person.firstName())
                .param("apellidos", person.surname())
                .param("correo", person.id() % 2 == 0 ? "visitante%d@example.org".formatted(person.id()) : null)
                .param("celular", person.typed())
                .param("indicativo", person.code() == null ? "" : person.code())
                .param("documento", "52%06d".formatted(person.id() * 7919))
                .param("manejo", allowed)
                .param("whatsapp", allowed && !Boolean.FALSE.equals(person.advertising()))
                .param("desde", since)
                .update();
        jdbc.sql("""
                        insert into visita (id_visita, id_externo, id_visitante, id_macroproyecto, id_proyecto, id_tipo_inmueble,
                                            id_asesor, id_estado, origen, medio_publicitario, rango_precio_min, rango_precio_max,
                                            fecha_creacion, fecha_modificacion)
                        overriding system value
                        values (:id, :externo, :id, :sala, :proyecto, 1, :asesor, :estado, :origen, :medio, :desdePrecio, :hastaPrecio,
                                :desde, :desde)
                        """)
                .param("id", person.id())
                .param("externo", "I-" + person.id())
                .param("sala", person.id() >= ELSEWHERE && person.id() < ELSEWHERE + 2 ? 2 : 1)
                .param("proyecto", person.id() >= ELSEWHERE && person.id() < ELSEWHERE + 2 ? 5 : 1 + person.id() % 4)
                .param("asesor", 1 + person.id() % 4)
                .param("estado", new int[] {2, 3, 3, 4, 5, 7}[(int) (person.id() % 6)])
                .param("origen", person.id() % 2 == 0 ? "Página web" : "Valla")
                .param("medio", person.id() % 2 == 0 ? "Google" : "Calle")
                .param("desdePrecio", 300_000_000L + person.id() % 5 * 50_000_000)
                .param("hastaPrecio", 500_000_000L + person.id() % 5 * 80_000_000)
                .param("desde", since)
                .update();
    }

    /** Follow-ups, quotes, and a reservation for each unit that is reserved. */
    void writeDeals(Instant now) {
        LocalDateTime local = local(now).truncatedTo(ChronoUnit.SECONDS);
        jdbc.sql("""
                        insert into seguimiento (id_visita, tipo_gestion, texto, id_asesor, fecha)
                        select id_visita, case when id_visita % 3 = 0 then 'LLAMADA' else 'CORREO' end,
                               case when id_visita % 3 = 0 then 'Pide plano y lista de precios' else 'Se envía la ficha del proyecto' end,
                               id_asesor, fecha_creacion + interval '1 day'
                          from visita where id_visita % 2 = 0
                        """).update();
        jdbc.sql("""
                        insert into reserva (id_externo, id_visita, id_unidad, estado, vence, fecha_creacion, fecha_modificacion)
                        select 'R-' || u.id_unidad, 29 + row_number() over (order by u.id_unidad), u.id_unidad, 'SOLICITADA',
                               cast(:ahora as timestamp) + make_interval(days => 1 + u.id_unidad % 4), :ahora, :ahora
                          from unidad u where u.estado = 'RESERVADA'
                        """).param("ahora", local).update();
        jdbc.sql("""
                        insert into cotizacion (id_visita, id_unidad, tipo, valor, cuota_inicial, plazo_meses, vigencia, fecha_creacion)
                        select r.id_visita, r.id_unidad, case when r.id_unidad % 2 = 0 then 'FORMAL' else 'SIMULADA' end, u.precio_lista,
                               round(u.precio_lista * 0.3, -6), 24, case when r.id_unidad % 2 = 0 then cast(:ahora as date) + 15 end, cast(:ahora as timestamp) - interval '2 days'
                          from reserva r join unidad u on u.id_unidad = r.id_unidad
                        """).param("ahora", local).update();
    }

    /**
     * Writes some layers of a day.
     *
     * @param imported the stamp many rows share; null: all bear {@code now}
     */
    void writeDay(LocalDate day, List<Layer> layers, Instant now, @Nullable Instant imported) {
        Visit before = null;
        for (Visit visit : DayPlan.of(Place.BOGOTA, day, people)) {
            Person person = visit.person();
            if (person != null && layers.contains(visit.layer())) {
                LocalDateTime start = day.atTime(visit.start());
                boolean past = start.isBefore(local(now));
                Instant stamp = imported == null
                        ? now
                        : visit.lot() % 3 != 0 ? imported : imported.minus(visit.lot(), ChronoUnit.MINUTES);
                jdbc.sql("""
                                insert into compromiso (id_compromiso, id_visita, id_asesor, tipo, lugar, inicio, fin, estado,
                                                        id_compromiso_anterior, motivo, fecha_modificacion, eliminado)
                                overriding system value
                                values (:id, :visita, :asesor, :tipo, :lugar, :inicio, :fin, :estado, :anterior, :motivo, :modificado, :eliminado)
                                on conflict do nothing
                                """)
                        .param("id", commitmentId(day, visit.number()))
                        .param("visita", person.id())
                        .param("asesor", 1 + visit.desk())
                        .param("tipo", visit.layer() == Layer.BASE && visit.lot() % 10 == 9 ? "COMPROMISO" : "CITA")
                        .param("lugar", visit.lot() % 2 == 0 ? "Sala de Ventas Norte" : "Apartamento modelo")
                        .param("inicio", start)
                        .param("fin", start.plusMinutes(visit.minutes()))
                        .param("estado", state(visit, past))
                        .param(
                                "anterior",
                                visit.successor() && before != null ? commitmentId(day, before.number()) : null)
                        .param("motivo", state(visit, past).equals("CANCELADA") ? "El cliente viaja" : null)
                        .param("modificado", local(stamp).truncatedTo(ChronoUnit.SECONDS))
                        .param(
                                "eliminado",
                                visit.layer() == Layer.TOMORROW ? person.id() == DELETED : visit.lot() >= 97)
                        .update();
            }
            before = visit;
        }
    }

    /** What was due and nobody touched has become of something in the meantime. */
    void age(Instant now) {
        jdbc.sql("""
                        update compromiso
                           set estado = case when id_compromiso % 7 = 0 then 'NO_ASISTIO' else 'CUMPLIDA' end, fecha_modificacion = :ahora
                         where fin < :ahora and estado in ('PROGRAMADA', 'CONFIRMADA') and not eliminado
                        """).param("ahora", local(now).truncatedTo(ChronoUnit.SECONDS)).update();
    }

    private static String state(Visit visit, boolean past) {
        if (visit.layer() == Layer.TOMORROW && !past) {
            return "PROGRAMADA";
        }
        if (DayPlan.moved(visit)) {
            return "REPROGRAMADA";
        }
        int lot = visit.lot();
        if (past) {
            return lot < 70 ? "CUMPLIDA" : lot < 85 ? "NO_ASISTIO" : "CANCELADA";
        }
        return lot < 75 ? "PROGRAMADA" : lot < 88 ? "CONFIRMADA" : "CANCELADA";
    }

    private static LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, CrmDatabase.ZONE);
    }
}

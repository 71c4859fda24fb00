package io.recado.sandbox.demo;

import io.recado.sandbox.demo.DayPlan.Layer;
import io.recado.sandbox.demo.DayPlan.Visit;
import io.recado.sandbox.demo.Person.Place;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes the two clinics into the PMS. */
final class ClinicDemo {

    static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    static final ZoneId BUENOS_AIRES = ZoneId.of("America/Argentina/Buenos_Aires");

    // services, minutes, hours that would suit
    private static final String[][] WAITING = {
        {
            "{1}",
            "30",
            "[{\"dia\":1,\"desde\":\"09:00\",\"hasta\":\"12:00\"},{\"dia\":3,\"desde\":\"09:00\",\"hasta\":\"12:00\"}]"
        },
        {
            "{6}",
            "45",
            "[{\"dia\":2,\"desde\":\"16:00\",\"hasta\":\"18:00\"},{\"dia\":4,\"desde\":\"16:00\",\"hasta\":\"18:00\"}]"
        },
        {"{5}", "60", "[]"},
        {"{9}", "30", "[{\"dia\":5,\"desde\":\"10:00\",\"hasta\":\"13:00\"}]"},
        {"{2,13}", "45", "[]"}
    };

    private static final long CONFIRMED_AT_THE_DESK = 22;

    private final JdbcTemplate jdbc;
    private final People people;

    ClinicDemo(JdbcTemplate jdbc, People people) {
        this.jdbc = jdbc;
        this.people = people;
    }

    /** {@code C-} and this: the id of a planned cita. */
    static long citaId(LocalDate day, Place place, int number) {
        return day.toEpochDay() * 1000 + place.number() * 100L + number;
    }

    void clear() {
        jdbc.execute("""
                truncate pms.cita, pms.cita_servicio, pms.ocupacion, pms.retencion, pms.lista_espera, pms.aviso, pms.webhook,
                         pms.fallo, pms.cliente, pms.telefono, pms.respuesta, pms.dia_demo, pms.horario, pms.incompatibilidad,
                         pms.servicio, pms.cabina, pms.profesional, pms.clinica
                """);
        jdbc.execute("alter sequence pms.cita_id restart");
        jdbc.execute("alter sequence pms.cliente_id restart");
    }

    void writePeople(Instant now) {
        List<Object[]> clients = new ArrayList<>();
        List<Object[]> phones = new ArrayList<>();
        for (Place place : List.of(Place.MADRID, Place.BUENOS_AIRES)) {
            for (List<Person> some : List.of(people.odd(place), people.others(place))) {
                for (Person person : some) {
                    clients.add(new Object[] {
                        person.id(),
                        person.firstName(),
                        person.surname(),
                        person.id() % 3 == 0 ? "paciente%d@example.org".formatted(person.id()) : null,
                        person.born(),
                        person.language(),
                        person.reminders(),
                        person.advertising(),
                        person.advertising(),
                        person.reminders() == null ? null : utc(now.minus(200, ChronoUnit.DAYS)),
                        (long) place.number(),
                        utc(now.minus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS))
                    });
                    if (person.typed() != null) {
                        phones.add(new Object[] {person.id(), person.typed()});
                    }
                }
            }
        }
        jdbc.batchUpdate("""
                insert into pms.cliente (id, nombre, apellidos, email, fecha_nacimiento, idioma, acepta_recordatorios,
                                         acepta_publicidad_whatsapp, acepta_publicidad_email, consentimiento_en,
                                         clinica_preferida_id, modificado_en)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, clients);
        jdbc.batchUpdate(
                "insert into pms.telefono (cliente_id, orden, numero, tipo) values (?, 1, ?, 'movil')", phones);
    }

    /** A few who would come earlier if somebody cancels; only where nobody waits yet. */
    void writeWaiting(Instant now) {
        if (Boolean.FALSE.equals(
                jdbc.queryForObject("select not exists (select 1 from pms.lista_espera)", Boolean.class))) {
            return;
        }
        LocalDate today = LocalDate.ofInstant(now, MADRID);
        List<Object[]> entries = new ArrayList<>();
        for (Place place : List.of(Place.MADRID, Place.BUENOS_AIRES)) {
            List<Person> some = people.others(place);
            for (int n = 0; n < WAITING.length; n++) {
                entries.add(new Object[] {
                    (long) place.number(),
                    some.get(some.size() - 1 - n).id(),
                    WAITING[n][0],
                    WAITING[n][1],
                    WAITING[n][2],
                    n == 2 ? null : today.plusDays(7L + 7L * n),
                    n == 3 ? "avisada" : "activa",
                    utc(now.minus(1L + n, ChronoUnit.DAYS)),
                    utc(now.minus(1L + n, ChronoUnit.DAYS))
                });
            }
        }
        jdbc.batchUpdate("""
                insert into pms.lista_espera (clinica_id, cliente_id, servicios, duracion_min, franjas, valida_hasta, estado, creada_en,
                                              modificada_en)
                values (?, ?, cast(? as bigint[]), cast(? as integer), cast(? as jsonb), ?, ?, ?, ?)
                """, entries);
    }

    /**
     * Writes some layers of a day. What somebody else was given already stays theirs.
     *
     * @param imported the stamp many rows share, as after a nightly import; null: all bear {@code now}
     */
    void writeDay(Place place, LocalDate day, List<Layer> layers, Instant now, @Nullable Instant imported) {
        ZoneId zone = place == Place.MADRID ? MADRID : BUENOS_AIRES;
        int firstDesk = place == Place.MADRID ? 1 : 11;
        List<Object[]> citas = new ArrayList<>();
        List<Object[]> services = new ArrayList<>();
        Visit before = null;
        for (Visit visit : DayPlan.of(place, day, people)) {
            if (layers.contains(visit.layer())) {
                Instant start = day.atTime(visit.start()).atZone(zone).toInstant();
                long id = citaId(day, place, visit.number());
                String state = state(visit, start.isBefore(now));
                citas.add(new Object[] {
                    id,
                    (long) place.number(),
                    visit.person() == null ? null : visit.person().id(),
                    (long) firstDesk + visit.desk(),
                    (long) firstDesk + visit.desk(),
                    utc(start),
                    utc(start.plus(visit.minutes(), ChronoUnit.MINUTES)),
                    state,
                    "anulada".equals(state) ? "paciente" : null,
                    visit.person() == null
                            ? "Reunión de equipo"
                            : visit.lot() % 17 == 0 ? "Llega justo: avisar en recepción" : null,
                    visit.lot() % 3 == 0 ? "app" : visit.lot() % 3 == 1 ? "mostrador" : "web",
                    visit.successor() && before != null ? citaId(day, place, before.number()) : null,
                    "pendiente".equals(state) ? 1 : 2,
                    utc(now.minus(10L + visit.lot() % 30, ChronoUnit.DAYS)),
                    utc(stamp(visit, now, imported))
                });
                for (int n = 0; visit.person() != null && n < visit.services().size(); n++) {
                    services.add(new Object[] {n + 1, (long) visit.services().get(n), id});
                }
            }
            before = visit;
        }
        jdbc.batchUpdate("""
                insert into pms.cita (id, clinica_id, cliente_id, profesional_id, cabina_id, inicio, fin, estado, motivo, nota, origen,
                                      cita_anterior_id, version, creada_en, modificada_en)
                select v.id, v.clinica, v.cliente, v.profesional, v.cabina, v.inicio, v.fin, v.estado, v.motivo, v.nota, v.origen,
                       (select id from pms.cita where id = v.anterior), v.version, v.creada, v.modificada
                  from (values (?::bigint, ?::bigint, ?::bigint, ?::bigint, ?::bigint, ?::timestamptz, ?::timestamptz, ?, ?, ?, ?,
                                ?::bigint, ?::integer, ?::timestamptz, ?::timestamptz))
                       as v (id, clinica, cliente, profesional, cabina, inicio, fin, estado, motivo, nota, origen, anterior, version,
                             creada, modificada)
                 where v.estado in ('anulada', 'reagendada', 'eliminada')
                    or not exists (
                         select 1 from pms.ocupacion o
                          where o.tramo && tstzrange(v.inicio, v.fin)
                            and (o.recurso = 'profesional' and o.recurso_id = v.profesional
                                 or o.recurso = 'cabina' and o.recurso_id = v.cabina))
                """, citas);
        jdbc.batchUpdate("""
                insert into pms.cita_servicio (cita_id, orden, servicio_id)
                select c.id, ?, ? from pms.cita c where c.id = ?
                """, services);
    }

    /** What was due and nobody touched has become of something in the meantime; a few the desk forgot. */
    void age(Instant now) {
        jdbc.update("""
                update pms.cita
                   set estado = case when id % 9 = 0 then 'no_asistida' else 'asistida' end,
                       version = version + 1, modificada_en = ?
                 where fin < ? and estado in ('pendiente', 'confirmada') and cliente_id is not null and id % 25 <> 0
                """, Timestamp.from(now), Timestamp.from(now));
    }

    private static String state(Visit visit, boolean past) {
        if (visit.person() == null) {
            return "confirmada";
        }
        if (visit.layer() == Layer.TOMORROW && !past) {
            return visit.person().id() == CONFIRMED_AT_THE_DESK ? "confirmada" : "pendiente";
        }
        if (DayPlan.moved(visit)) {
            return "reagendada";
        }
        int lot = visit.lot();
        if (lot >= 97) {
            return "eliminada";
        }
        if (past) {
            return lot < 76 ? "asistida" : lot < 87 ? "no_asistida" : lot < 92 ? "anulada" : "pendiente";
        }
        return lot < 74 ? "pendiente" : lot < 86 ? "confirmada" : "anulada";
    }

    private static Instant stamp(Visit visit, Instant now, @Nullable Instant imported) {
        if (imported == null) {
            return now;
        }
        return visit.lot() % 3 != 0 ? imported : imported.minus(7L * visit.lot() + visit.number(), ChronoUnit.MINUTES);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}

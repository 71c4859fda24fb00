package io.recado.sandbox.demo;

import io.recado.sandbox.ClockMoved;
import io.recado.sandbox.SandboxReset;
import io.recado.sandbox.crm.CrmDatabase;
import io.recado.sandbox.demo.DayPlan.Layer;
import io.recado.sandbox.demo.DayPlan.Visit;
import io.recado.sandbox.demo.Person.Place;
import io.recado.sandbox.pms.PmsSchema;
import io.recado.sandbox.whatsapp.phone.Phones;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The demonstration's data: some 400 appointments from two days ago to a fortnight ahead, most of them today and tomorrow. Written
 * before the sandbox answers for the first time. The days that have come into sight are added at each later start, when a day ends
 * somewhere and when the clock was moved.
 *
 * <p>Ids depend on the day only. The cita of the odd person {@code p} of {@code people.tsv} on the day that is tomorrow has the id
 * {@link #tomorrowsCita}; for the sales room it is {@link #tomorrowsCommitment}.
 */
@Component
public class DemoData implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(DemoData.class);
    private static final int BACK = 2;
    private static final int AHEAD = 14;
    private static final int TOMORROW_FROM = 30;
    private static final int LOOK_SECONDS = 5;

    private final JdbcTemplate jdbc;
    private final CrmDatabase crm;
    private final TransactionOperations transaction;
    private final Clock clock;
    private final Phones owners;
    private final People people = People.read();
    private final ClinicDemo clinics;
    private final SalesRoomDemo salesRoom;
    private List<LocalDate> filled = List.of();

    DemoData(
            JdbcTemplate jdbc,
            CrmDatabase crm,
            TransactionOperations transaction,
            Clock clock,
            Phones owners,
            PmsSchema schema) {
        this.jdbc = jdbc;
        this.crm = crm;
        this.transaction = transaction;
        this.clock = clock;
        this.owners = owners;
        this.clinics = new ClinicDemo(jdbc, people);
        this.salesRoom = new SalesRoomDemo(crm, people);
    }

    /** The cita of an odd person, by its id in {@code people.tsv}, on a day that is or was tomorrow. */
    public static String tomorrowsCita(LocalDate tomorrow, long person) {
        Place place = person < 200 ? Place.MADRID : Place.BUENOS_AIRES;
        return "C-" + ClinicDemo.citaId(tomorrow, place, TOMORROW_FROM + (int) (person % 200));
    }

    /** The commitment of an odd visitor on a day that is or was tomorrow. */
    public static int tomorrowsCommitment(LocalDate tomorrow, long person) {
        return SalesRoomDemo.commitmentId(tomorrow, TOMORROW_FROM + (int) person);
    }

    @Override
    public void afterSingletonsInstantiated() {
        topUp();
    }

    @EventListener(SandboxReset.class)
    void whenReset() {
        reset();
    }

    /** A new day has begun somewhere, or the clock was moved: there is a new tomorrow. */
    @EventListener(ClockMoved.class)
    @Scheduled(fixedDelay = LOOK_SECONDS, initialDelay = LOOK_SECONDS, timeUnit = TimeUnit.SECONDS)
    synchronized void topUpWhenTheDayHasChanged() {
        if (!filled.equals(days(now()))) {
            try {
                topUp();
            } catch (DataAccessException | TransactionException e) {
                log.warn(
                        "The agenda of the new day could not be written, next try in {} s: {}",
                        LOOK_SECONDS,
                        e.getMessage());
            }
        }
    }

    /** Writes what is missing for today and the days around it; what somebody changed stays as it is. */
    public synchronized void topUp() {
        Instant now = now();
        both(() -> {
            boolean first = Boolean.TRUE.equals(
                    jdbc.queryForObject("select not exists (select 1 from pms.clinica)", Boolean.class));
            fill(now, first ? now.truncatedTo(ChronoUnit.HOURS).minus(1, ChronoUnit.HOURS) : null);
        });
        filled = days(now);
        announcePhones();
    }

    /**
     * Back to the beginning: everything that was changed, booked or ordered to fail is gone. All rows then bear the same stamp, this
     * moment's, so that whoever asks for what has changed since gets them all.
     */
    public synchronized void reset() {
        Instant now = now();
        both(() -> {
            clinics.clear();
            salesRoom.clear();
            fill(now, null);
        });
        filled = days(now);
        announcePhones();
    }

    /**
     * Everybody who comes tomorrow, the odd ones first, and everybody whom the sales room knows, whose advisors call at any time. A
     * phone that several people share has the name of the first of them.
     */
    private void announcePhones() {
        Map<String, String> phones = new LinkedHashMap<>();
        for (Place place : Place.values()) {
            people.odd(place).forEach(person -> announce(person, phones));
        }
        for (Place place : Place.values()) {
            LocalDate tomorrow = LocalDate.ofInstant(now(), zone(place)).plusDays(1);
            for (Visit visit : DayPlan.of(place, tomorrow, people)) {
                if (visit.person() != null && visit.layer() != Layer.TODAY) {
                    announce(visit.person(), phones);
                }
            }
        }
        people.others(Place.BOGOTA).forEach(person -> announce(person, phones));
        phones.forEach(owners::announce);
    }

    private static void announce(Person person, Map<String, String> phones) {
        if (person.whatsApp() != null) {
            phones.putIfAbsent(person.whatsApp(), person.firstName() + " " + person.surname());
        }
    }

    private void fill(Instant now, @Nullable Instant imported) {
        int citas = 0;
        jdbc.execute(script("pms.sql"));
        if (Boolean.TRUE.equals(jdbc.queryForObject("select not exists (select 1 from pms.cliente)", Boolean.class))) {
            clinics.writePeople(now);
        }
        clinics.writeWaiting(now);
        if (salesRoom.empty()) {
            crm.jdbc().sql(script("crm.sql")).update();
            salesRoom.writePeople(now);
            salesRoom.writeDeals(now);
        }
        clinics.age(now);
        salesRoom.age(now);
        for (Place place : Place.values()) {
            LocalDate today = LocalDate.ofInstant(now, zone(place));
            for (int offset = -BACK; offset <= AHEAD; offset++) {
                LocalDate day = today.plusDays(offset);
                List<Layer> layers = missing(place, day, offset);
                if (place == Place.BOGOTA) {
                    salesRoom.writeDay(day, layers, now, imported);
                } else {
                    clinics.writeDay(place, day, layers, now, imported);
                }
                citas += layers.size();
            }
        }
        log.info("The demonstration's agenda is up to date; {} parts of days were added", citas);
    }

    /** Notes the layers a day gets now that it has not had yet. */
    private List<Layer> missing(Place place, LocalDate day, int offset) {
        List<Layer> layers = new ArrayList<>();
        if (note(place, day, Layer.BASE)) {
            layers.add(Layer.BASE);
        }
        if (offset == 1 && note(place, day, Layer.TOMORROW)) {
            layers.add(Layer.TOMORROW);
        }
        // today is lively enough when it had its turn as tomorrow
        if (offset == 0 && !noted(place, day, Layer.TOMORROW) && note(place, day, Layer.TODAY)) {
            layers.add(Layer.TODAY);
        }
        return layers;
    }

    private boolean note(Place place, LocalDate day, Layer layer) {
        return jdbc.update(
                        "insert into pms.dia_demo (dia, lugar, capa) values (?, ?, ?) on conflict do nothing",
                        day,
                        place.number(),
                        layer.name())
                == 1;
    }

    private boolean noted(Place place, LocalDate day, Layer layer) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select exists (select 1 from pms.dia_demo where dia = ? and lugar = ? and capa = ?)",
                Boolean.class,
                day,
                place.number(),
                layer.name()));
    }

    /** Both databases or neither, as far as two of them can: the CRM is committed first, and its rows are written only once. */
    private void both(Runnable work) {
        transaction.executeWithoutResult(status -> crm.transaction().executeWithoutResult(inner -> work.run()));
    }

    private static String script(String file) {
        try {
            return new ClassPathResource("sandbox/demo/" + file).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<LocalDate> days(Instant now) {
        return Stream.of(Place.values())
                .map(place -> LocalDate.ofInstant(now, zone(place)))
                .toList();
    }

    private static ZoneId zone(Place place) {
        return switch (place) {
            case MADRID -> ClinicDemo.MADRID;
            case BUENOS_AIRES -> ClinicDemo.BUENOS_AIRES;
            case BOGOTA -> CrmDatabase.ZONE;
        };
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}

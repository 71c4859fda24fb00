package io.recado.sandbox.demo;

import io.recado.sandbox.demo.Person.Place;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Who comes when on one day: a function of place and date alone, so that the same day is the same on every machine. A day has three
 * layers; which of them are written depends on what the day was when the sandbox started.
 */
final class DayPlan {

    /** What a day gets: every day a few, a day that was tomorrow all the odd people, a day that was today some more. */
    enum Layer {
        BASE,
        TOMORROW,
        TODAY
    }

    /**
     * Something planned.
     *
     * @param number of the day's: what ids are made of
     * @param person null: a block, nobody comes
     * @param desk which professional or advisor, counted from 0
     * @param lot 0–99, decides what becomes of it
     * @param successor it was booked in place of the one before it in the list
     */
    record Visit(
            int number,
            Layer layer,
            @Nullable Person person,
            int desk,
            LocalTime start,
            int minutes,
            List<Integer> services,
            int lot,
            boolean successor) {}

    private static final int TOMORROW_FROM = 30;
    private static final int TODAY_FROM = 70;
    private static final int MOVED = 94;
    private static final int SLOT = 30;
    private static final int[] BASE = {9, 6, 3};
    private static final int[] TODAY = {14, 10, 5};
    private static final int[] DESKS = {6, 4, 4};
    // service ids with the minutes they take, as in pms.sql; the sales room has one thing to offer
    private static final int[][] TREATMENTS = {
        {1, 30}, {2, 30}, {3, 45}, {4, 30}, {5, 60}, {6, 45}, {7, 30}, {8, 60}, {9, 30}, {10, 45}, {11, 60}, {12, 60}
    };

    private final Place place;
    private final Random random;
    private final boolean[][] taken;
    private final List<Visit> visits = new ArrayList<>();

    private DayPlan(Place place, LocalDate day) {
        this.place = place;
        this.random = new Random(day.toEpochDay() * 31 + place.number());
        this.taken = new boolean[DESKS[place.ordinal()]][openings().size()];
    }

    static List<Visit> of(Place place, LocalDate day, People people) {
        DayPlan plan = new DayPlan(place, day);
        List<Person> others = new ArrayList<>(people.others(place));
        Collections.shuffle(others, plan.random);
        int base = BASE[place.ordinal()];
        for (int n = 0; n < base; n++) {
            plan.add(n + 1, Layer.BASE, others.get(n));
        }
        List<Person> odd = people.odd(place);
        for (int n = 0; n < odd.size(); n++) {
            plan.add(TOMORROW_FROM + 1 + n, Layer.TOMORROW, odd.get(n));
        }
        if (place != Place.BOGOTA) {
            // the last of the odd people comes twice, and one desk is blocked for a meeting
            plan.add(TOMORROW_FROM + odd.size() + 1, Layer.TOMORROW, odd.getLast());
            plan.add(TOMORROW_FROM + odd.size() + 2, Layer.TOMORROW, null);
        }
        for (int n = 0; n < TODAY[place.ordinal()]; n++) {
            plan.add(TODAY_FROM + n, Layer.TODAY, others.get(base + n));
        }
        return plan.visits;
    }

    /** The visit was moved: the next one of the list takes its place. */
    static boolean moved(Visit visit) {
        return visit.layer() == Layer.BASE && visit.lot() >= MOVED && visit.lot() < MOVED + 3;
    }

    private void add(int number, Layer layer, @Nullable Person person) {
        int[] treatment = TREATMENTS[random.nextInt(TREATMENTS.length)];
        int lot = random.nextInt(100);
        List<Integer> services = new ArrayList<>(List.of(treatment[0]));
        int minutes = place == Place.BOGOTA ? 2 * SLOT : treatment[1];
        if (place != Place.BOGOTA && random.nextInt(8) == 0) {
            services.add(13); // an X-ray with it, a quarter of an hour
            minutes += SLOT / 2;
        }
        int slots = (minutes + SLOT - 1) / SLOT;
        Visit before = visits.isEmpty() ? null : visits.getLast();
        boolean successor = before != null && layer == Layer.BASE && moved(before);
        Person who = before != null && successor ? before.person() : person;
        List<LocalTime> openings = openings();
        int desk = random.nextInt(taken.length);
        int slot = random.nextInt(openings.size());
        for (int tries = 0; tries < taken.length * openings.size(); tries++) {
            if (free(desk, slot, slots, openings)) {
                for (int i = 0; i < slots; i++) {
                    taken[desk][slot + i] = true;
                }
                visits.add(new Visit(number, layer, who, desk, openings.get(slot), minutes, services, lot, successor));
                return;
            }
            slot++;
            if (slot == openings.size()) {
                slot = 0;
                desk = (desk + 1) % taken.length;
            }
        }
    }

    private boolean free(int desk, int slot, int slots, List<LocalTime> openings) {
        for (int i = 0; i < slots; i++) {
            boolean there = slot + i < openings.size()
                    && openings.get(slot + i).equals(openings.get(slot).plusMinutes((long) i * SLOT));
            if (!there || taken[desk][slot + i]) {
                return false;
            }
        }
        return true;
    }

    private List<LocalTime> openings() {
        List<LocalTime> openings = new ArrayList<>();
        int noon = place == Place.MADRID ? 14 : 13;
        int afternoon = place == Place.MADRID ? 16 : 14;
        int evening = place == Place.MADRID ? 20 : 18;
        for (LocalTime at = LocalTime.of(9, 0); at.isBefore(LocalTime.of(evening, 0)); at = at.plusMinutes(SLOT)) {
            if (at.getHour() < noon || at.getHour() >= afternoon) {
                openings.add(at);
            }
        }
        return openings;
    }
}

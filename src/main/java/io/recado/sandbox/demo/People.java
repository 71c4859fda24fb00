package io.recado.sandbox.demo;

import io.recado.sandbox.demo.Person.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The people: {@code people.tsv} has those with something odd about them; the many others are drawn from {@code names.tsv}, always the
 * same ones. Their numbers are of blocks that stand for nobody: +34 600 000 NNN, +54 9 11 5000 00NN, +57 300 000 00NN.
 */
final class People {

    private static final int COLUMNS = 12;
    private static final long SEED = 20_261_121;
    private static final int[] FIRST = {30, 230, 30};
    private static final int[] COUNT = {120, 70, 50};
    private static final int YOUNGEST = 2008;
    private static final int YEARS = 70;

    private final Map<Place, List<Person>> odd = new HashMap<>();
    private final Map<Place, List<Person>> others = new HashMap<>();

    private People() {}

    static People read() {
        People people = new People();
        for (String[] row : rows("people.tsv")) {
            Person person = person(row);
            people.odd
                    .computeIfAbsent(person.place(), place -> new ArrayList<>())
                    .add(person);
        }
        Map<String, String[]> names = new HashMap<>();
        for (String[] row : rows("names.tsv")) {
            names.put(row[0] + " " + row[1], row[2].split(",", -1));
        }
        for (Place place : Place.values()) {
            people.others.put(place, drawn(place, names));
        }
        return people;
    }

    /** Those with something odd about them, in the order of their ids. */
    List<Person> odd(Place place) {
        return odd.getOrDefault(place, List.of());
    }

    /** The many others. */
    List<Person> others(Place place) {
        return others.getOrDefault(place, List.of());
    }

    private static Person person(String[] row) {
        Place place =
                switch (row[1]) {
                    case "1" -> Place.MADRID;
                    case "2" -> Place.BUENOS_AIRES;
                    default -> Place.BOGOTA;
                };
        return new Person(
                Long.parseLong(row[0]),
                place,
                row[2],
                row[3],
                empty(row[4]),
                empty(row[5]),
                LocalDate.parse(row[6]),
                row[7],
                asked(row[8]),
                asked(row[9]),
                empty(row[10]));
    }

    private static List<Person> drawn(Place place, Map<String, String[]> names) {
        Random random = new Random(SEED + place.number());
        String[] given = names.getOrDefault(place.country() + " given", new String[0]);
        String[] surnames = names.getOrDefault(place.country() + " surname", new String[0]);
        List<Person> people = new ArrayList<>();
        for (int n = 0; n < COUNT[place.ordinal()]; n++) {
            int id = FIRST[place.ordinal()] + n;
            String surname = one(surnames, random);
            if (place != Place.BUENOS_AIRES) {
                surname += " " + one(surnames, random);
            }
            boolean reachable = random.nextInt(100) >= 5;
            people.add(new Person(
                    id,
                    place,
                    one(given, random),
                    surname,
                    reachable ? typed(place, id % 200, random.nextInt(6)) : null,
                    place == Place.BOGOTA && random.nextBoolean() ? "57" : null,
                    LocalDate.of(YOUNGEST - random.nextInt(YEARS), 1, 1).plusDays(random.nextInt(365)),
                    "es",
                    three(random, 6, 4),
                    three(random, 25, 20),
                    reachable ? number(place, id % 200) : null));
        }
        return people;
    }

    private static String number(Place place, int n) {
        return switch (place) {
            case MADRID -> "+34600000%03d".formatted(n);
            case BUENOS_AIRES -> "+5491150000%03d".formatted(n);
            case BOGOTA -> "+57300000%04d".formatted(n);
        };
    }

    private static String typed(Place place, int n, int manner) {
        int hundreds = n / 100;
        int rest = n % 100;
        return switch (place) {
            case MADRID ->
                switch (manner) {
                    case 0 -> "600 000 %03d".formatted(n);
                    case 1 -> "+34 600 000 %03d".formatted(n);
                    case 2 -> "600 00 0%d %02d".formatted(hundreds, rest);
                    case 3 -> "0034600000%03d".formatted(n);
                    case 4 -> "600-000-%03d".formatted(n);
                    default -> "600000%03d".formatted(n);
                };
            case BUENOS_AIRES ->
                switch (manner) {
                    case 0 -> "(011) 15-5000-%04d".formatted(n);
                    case 1 -> "+54 9 11 5000-%04d".formatted(n);
                    case 2 -> "11 5000 %04d".formatted(n);
                    case 3 -> "011 15 5000 %04d".formatted(n);
                    case 4 -> "54 9 11 5000%04d".formatted(n);
                    default -> "11-5000-%04d".formatted(n);
                };
            case BOGOTA ->
                switch (manner) {
                    case 0 -> "300 000 %04d".formatted(n);
                    case 1 -> "300-000-%04d".formatted(n);
                    case 2 -> "(300) 000 %04d".formatted(n);
                    case 3 -> " 300000%04d ".formatted(n);
                    case 4 -> "300.000.%04d".formatted(n);
                    default -> "300000%04d".formatted(n);
                };
        };
    }

    private static @Nullable Boolean three(Random random, int no, int unknown) {
        int drawn = random.nextInt(100);
        return drawn < no ? Boolean.FALSE : drawn < no + unknown ? null : Boolean.TRUE;
    }

    private static @Nullable Boolean asked(String text) {
        return switch (text) {
            case "S" -> Boolean.TRUE;
            case "N" -> Boolean.FALSE;
            default -> null;
        };
    }

    private static String one(String[] pool, Random random) {
        return pool[random.nextInt(pool.length)];
    }

    private static @Nullable String empty(String text) {
        return text.isEmpty() ? null : text;
    }

    private static List<String[]> rows(String file) {
        try (InputStream in = People.class.getResourceAsStream("/sandbox/demo/" + file)) {
            if (in == null) {
                throw new IllegalStateException("The demonstration's " + file + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\t", COLUMNS))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

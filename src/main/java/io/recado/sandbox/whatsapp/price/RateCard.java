package io.recado.sandbox.whatsapp.price;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * WhatsApp's list rates for a delivered message, with the days they apply from: {@code sandbox/rates.tsv}. Which market a number
 * belongs to is in {@code sandbox/markets.tsv}. A day before the first known rate gets that one.
 */
@Component
public class RateCard {

    static final String CURRENCY = "USD";
    private static final String ELSEWHERE = "Other";
    private static final int LONGEST_CODE = 4;

    private record Key(String market, String category) {}

    private final Map<String, String> markets = new HashMap<>();
    private final Map<Key, NavigableMap<LocalDate, BigDecimal>> rates = new HashMap<>();

    RateCard() {
        for (String[] row : table("markets.tsv", 2)) {
            for (String code : row[1].split(" ", -1)) {
                markets.put(code, row[0]);
            }
        }
        for (String[] row : table("rates.tsv", 4)) {
            for (String category : row[2].split(" ", -1)) {
                rates.computeIfAbsent(new Key(row[1], category), key -> new TreeMap<>())
                        .put(LocalDate.parse(row[0]), new BigDecimal(row[3]));
            }
        }
    }

    private static List<String[]> table(String file, int columns) {
        try {
            return new ClassPathResource("sandbox/" + file)
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> {
                        String[] row = line.split("\t", -1);
                        if (row.length != columns) {
                            throw new IllegalStateException(file + ": " + columns
                                    + " columns separated by tabs were expected, found \"" + line + "\"");
                        }
                        return row;
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The table " + file + " could not be read", e);
        }
    }

    /** The market that a {@code wa_id} belongs to by its calling code. */
    public String market(String waId) {
        for (int length = Math.min(LONGEST_CODE, waId.length()); length > 0; length--) {
            String market = markets.get(waId.substring(0, length));
            if (market != null) {
                return market;
            }
        }
        return ELSEWHERE;
    }

    /** @param category {@code marketing}, {@code utility}, {@code authentication} or {@code service} */
    public BigDecimal rate(String market, String category, LocalDate day) {
        NavigableMap<LocalDate, BigDecimal> ofMarket = rates.get(new Key(market, category));
        if (ofMarket == null) {
            throw new IllegalStateException("sandbox/rates.tsv has no rate of " + category + " in " + market);
        }
        var applies = ofMarket.floorEntry(day);
        return (applies == null ? ofMarket.firstEntry() : applies).getValue();
    }
}

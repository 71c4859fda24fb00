package io.recado.console.search;

import io.recado.outbox.MessageId;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What somebody typed, as the kinds of things that it may be.
 *
 * @param words without accents, in small letters
 * @param digits of something that can only be a phone number; empty when it cannot be one
 * @param text as it was typed, without space around it
 */
record Question(String text, List<String> words, String digits) {

    static final int LONGEST = 80;

    private static final int FEWEST_LETTERS = 2;
    private static final int FEWEST_DIGITS = 3;
    private static final int MOST_WORDS = 6;
    private static final Pattern PHONE = Pattern.compile("[+(]?[0-9][0-9 ()./+-]*");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^\\p{L}\\p{N}]+");

    static Question of(String typed) {
        var text = typed.strip();
        text = text.substring(0, Math.min(text.length(), LONGEST));
        var plain = MARKS.matcher(Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD))
                .replaceAll("");
        var words = Arrays.stream(NEITHER_LETTER_NOR_DIGIT.split(plain))
                .filter(word -> !word.isEmpty())
                .limit(MOST_WORDS)
                .toList();
        var digits = PHONE.matcher(text).matches() ? text.replaceAll("[^0-9]", "") : "";
        return new Question(text, words, digits.length() < FEWEST_DIGITS ? "" : digits);
    }

    /** Whether it is worth asking: one letter finds half of everybody. */
    boolean asksForNames() {
        return digits.isEmpty()
                && words.stream().anyMatch(word -> word.codePointCount(0, word.length()) >= FEWEST_LETTERS);
    }

    boolean empty() {
        return !asksForNames() && digits.isEmpty() && text.length() < FEWEST_LETTERS;
    }

    /** Every word begins one of the name's: {@code 'ana':* & 'mun':*}. The words hold letters and digits only. */
    String nameQuery() {
        return words.stream().map(word -> "'" + word + "':*").collect(Collectors.joining(" & "));
    }

    /**
     * How such a phone number may begin in E.164.
     *
     * @param callingCodes of the clinics' countries, such as 34
     */
    List<String> phoneStarts(Set<Integer> callingCodes) {
        var starts = new TreeSet<String>();
        if (text.startsWith("+")) {
            starts.add("+" + digits + "%");
        } else if (digits.startsWith("00")) {
            starts.add("+" + digits.substring(2) + "%");
        } else {
            starts.add("+" + digits + "%");
            callingCodes.forEach(code -> starts.add("+" + code + digits + "%"));
            // Argentina's mobiles have a 9 after the prefix that nobody says
            if (callingCodes.contains(54)) {
                starts.add("+549" + digits + "%");
            }
        }
        return List.copyOf(starts);
    }

    /** How it may end, from behind; the last three digits are too few to tell people apart. */
    String phoneEnd() {
        return new StringBuilder(digits).reverse() + "%";
    }

    Optional<MessageId> messageId() {
        try {
            return text.length() == 36 ? Optional.of(MessageId.of(text)) : Optional.empty();
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }

    /** Somebody's name, maybe: not for logs. */
    @Override
    public String toString() {
        return "Question[%d words, %d digits]".formatted(words.size(), digits.length());
    }
}

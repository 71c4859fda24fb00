package io.recado.contact;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import io.recado.contact.PhoneCheck.Problem;
import io.recado.contact.PhoneCheck.Unusable;
import io.recado.contact.PhoneCheck.Usable;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads phone numbers as people type them, and knows under which other numbers WhatsApp may name the same phone. */
public final class PhoneNumbers {

    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();

    /** Digits and what people put between them. A letter, a formula or an exponent is not read but refused. */
    private static final Pattern DIALLABLE = Pattern.compile("[+\\d\\s().\\-/·\\u00ad\\u2010-\\u2015]+");

    /** What separates two numbers in one field; a slash between digits too, unless it only groups a short prefix. */
    private static final Pattern SEVERAL = Pattern.compile(
            "[;,|&\\n]|(?<!\\p{L})(?:y|o|ó|u|e|ou|and|or)(?!\\p{L})|\\d\\s*/\\s*\\+?\\d{6,}",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern LABEL = Pattern.compile(
            "^\\s*(?:m[óo]vil|m[óo]v|tel[ée]fono|tel|tfno|tlf|cel(?:ular)?|whats?app|wa|mobile|phone)\\s*[.:]*\\s*(?=[+(\\d])",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern EXPONENT = Pattern.compile("\\d[.,]?\\d*\\s*[eE]\\s*\\+?\\d+");
    private static final int FEWEST_DIGITS = 6;

    /** More digits than E.164 allows are two numbers that stand side by side. */
    private static final int MOST_DIGITS = 15;

    private PhoneNumbers() {}

    /**
     * What became of a number as somebody typed it.
     *
     * @param raw null or blank when nobody typed anything
     * @param country ISO 3166 code; the prefix of a number that brings none
     */
    public static PhoneCheck check(@Nullable String raw, String country) {
        if (raw == null || raw.isBlank() || raw.strip().matches("[-–.0]+")) {
            return new Unusable(Problem.MISSING);
        }
        if (EXPONENT.matcher(raw.strip()).matches()) {
            return new Unusable(Problem.NOT_A_NUMBER);
        }
        var text = LABEL.matcher(raw).replaceFirst("").replace('\u00a0', ' ').strip();
        if (SEVERAL.matcher(text).find() && digits(text) > 2 * FEWEST_DIGITS) {
            return new Unusable(Problem.SEVERAL_NUMBERS);
        }
        if (!DIALLABLE.matcher(text).matches()) {
            return new Unusable(Problem.NOT_A_NUMBER);
        }
        var compact = international(text);
        if (digits(compact) > MOST_DIGITS) {
            return new Unusable(Problem.SEVERAL_NUMBERS);
        }
        return parse(mexican(compact, country), country);
    }

    /** {@code 00} is how Europe dials abroad; nobody's local number starts so. */
    private static String international(String text) {
        var compact = text.replaceAll("[^+\\d]", "");
        return compact.startsWith("00") ? "+" + compact.substring(2) : compact;
    }

    /** Mexico dropped its 1 after the prefix, and the 044 and 045 before mobiles, in 2019; people still type them. */
    private static String mexican(String text, String country) {
        if (text.matches("\\+521\\d{10}")) {
            return "+52" + text.substring(4);
        }
        return country.equals("MX") && text.matches("04[45]\\d{10}") ? text.substring(3) : text;
    }

    /**
     * Asks only whether a number of this length is possible, not whether its range is in use today: ranges are opened faster than a
     * library is upgraded, and a stranger's number costs one failed message while a refused one costs a reminder.
     */
    private static PhoneCheck parse(String text, String country) {
        try {
            var number = LIBRARY.parse(text, country);
            return switch (LIBRARY.isPossibleNumberWithReason(number)) {
                case IS_POSSIBLE -> new Usable(e164(number));
                default -> withoutPlus(text, country);
            };
        } catch (NumberParseException e) {
            return e.getErrorType() == NumberParseException.ErrorType.NOT_A_NUMBER && digits(text) == 0
                    ? new Unusable(Problem.NOT_A_NUMBER)
                    : new Unusable(Problem.NOT_VALID);
        }
    }

    /** Too long for its country, yet right once its first digits are read as a country's prefix: {@code 34600111222}. */
    private static PhoneCheck withoutPlus(String text, String country) {
        if (text.startsWith("+")) {
            return new Unusable(Problem.NOT_VALID);
        }
        try {
            var number = LIBRARY.parse("+" + text, country);
            return LIBRARY.isValidNumber(number) ? new Usable(e164(number)) : new Unusable(Problem.NOT_VALID);
        } catch (NumberParseException e) {
            return new Unusable(Problem.NOT_VALID);
        }
    }

    private static PhoneNumber e164(Phonenumber.PhoneNumber number) {
        return new PhoneNumber(LIBRARY.format(number, PhoneNumberFormat.E164));
    }

    /**
     * A number in the two parts that some systems keep in columns of their own.
     *
     * @param countryCode digits only, such as {@code 34}
     * @param nationalNumber digits only, as dialled within the country but for a leading trunk zero
     */
    public record Parts(String countryCode, String nationalNumber) {}

    public static Parts parts(PhoneNumber number) {
        try {
            var parsed = LIBRARY.parse(number.e164(), null);
            return new Parts(Integer.toString(parsed.getCountryCode()), LIBRARY.getNationalSignificantNumber(parsed));
        } catch (NumberParseException e) {
            throw new IllegalArgumentException("A number in E.164 has a country's prefix that there is", e);
        }
    }

    /** Whether its range is in use in its country, as far as the library knows. A number that is not may still be a new one. */
    public static boolean familiar(PhoneNumber number) {
        try {
            return LIBRARY.isValidNumber(LIBRARY.parse(number.e164(), null));
        } catch (NumberParseException e) {
            return false;
        }
    }

    private static long digits(String text) {
        return text.chars().filter(Character::isDigit).count();
    }

    /**
     * All numbers under which WhatsApp may name this phone, itself first: Mexico's mobiles with and without the 1 after the prefix, Argentina's
     * with and without the 9, Brazil's with and without the ninth digit. An incoming number belongs to whoever has one of them.
     */
    public static Set<PhoneNumber> twins(PhoneNumber number) {
        var twins = new LinkedHashSet<PhoneNumber>();
        twins.add(number);
        var digits = number.digits();
        add(twins, digits, "521(\\d{10})", "52$1");
        add(twins, digits, "52(\\d{10})", "521$1");
        add(twins, digits, "549(\\d{10})", "54$1");
        add(twins, digits, "54((?!9)\\d{10})", "549$1");
        add(twins, digits, "55(\\d{2})9(\\d{8})", "55$1$2");
        add(twins, digits, "55(\\d{2})([6-9]\\d{7})", "55$19$2");
        return twins;
    }

    private static void add(Set<PhoneNumber> twins, String digits, String from, String to) {
        if (digits.matches(from)) {
            twins.add(new PhoneNumber("+" + digits.replaceFirst(from, to)));
        }
    }
}

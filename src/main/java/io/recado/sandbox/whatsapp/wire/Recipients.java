package io.recado.sandbox.whatsapp.wire;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.regex.Pattern;

/** What WhatsApp makes of a number: the {@code wa_id} of a recipient, and people's business-scoped user ids. */
public final class Recipients {

    private static final Pattern DECORATION = Pattern.compile("[\\s()\\-]");
    private static final Pattern DIGITS = Pattern.compile("[1-9][0-9]{6,14}");
    private static final int LONGEST_NATIONAL = 10;
    private static final int LONGEST_NATIONAL_IN_BRAZIL = 11;
    private static final int LONGEST_CALLING_CODE = 3;
    private static final int LAST_AREA_WITH_NINTH_DIGIT = 28;

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final String NOWHERE = "ZZ";

    private Recipients() {}

    /**
     * The {@code wa_id} of a dialled number.
     *
     * @param to as in the request; without a plus sign a number that is as long as those of the sender's country counts as one
     *     of them
     * @param sender the business number, E.164 with its plus sign
     */
    public static String waId(String to, String sender) {
        String plain = DECORATION.matcher(to).replaceAll("");
        String digits;
        if (plain.startsWith("+")) {
            digits = plain.substring(1);
        } else if (plain.length() <= longestNational(sender)) {
            digits = callingCode(sender.substring(1)) + plain;
        } else {
            digits = plain;
        }
        if (!DIGITS.matcher(digits).matches()) {
            throw Refused.value("Param to must be a phone number with its country code, such as +34600111222.");
        }
        return normalised(digits);
    }

    /** Digits as WhatsApp keys them: Mexico with its extra 1, Argentina with its 9, Brazil's newer areas without the ninth digit. */
    public static String normalised(String digits) {
        if (digits.startsWith("52") && digits.length() == 12) {
            return "521" + digits.substring(2);
        }
        if (digits.startsWith("54") && !digits.startsWith("549") && digits.length() == 12) {
            return "549" + digits.substring(2);
        }
        if (digits.startsWith("55") && digits.length() == 13 && digits.charAt(4) == '9') {
            int area = Integer.parseInt(digits.substring(2, 4));
            if (area > LAST_AREA_WITH_NINTH_DIGIT) {
                return digits.substring(0, 4) + digits.substring(5);
            }
        }
        return digits;
    }

    /** A number as scripts and pages write it, with or without its plus sign, as the {@code wa_id} of its phone. */
    public static String fromPath(String number) {
        String digits = number.replaceAll("[^0-9]", "");
        if (!DIGITS.matcher(digits).matches()) {
            throw new Unknown("A phone number in digits with its country code was expected, such as 34600000001");
        }
        return normalised(digits);
    }

    /** The business-scoped user id of a phone; always the same for the same phone. */
    public static String userId(String waId) {
        long mixed = Long.parseLong(waId.substring(0, Math.min(waId.length(), 18))) * 0x9E3779B97F4A7C15L;
        return country(waId) + "." + Long.toUnsignedString(mixed);
    }

    /** Two letters. */
    public static String country(String digits) {
        return NUMBERS.getRegionCodeForCountryCode(Integer.parseInt(callingCode(digits)));
    }

    private static int longestNational(String sender) {
        return sender.startsWith("+55") ? LONGEST_NATIONAL_IN_BRAZIL : LONGEST_NATIONAL;
    }

    /** No calling code begins with another one. */
    private static String callingCode(String digits) {
        for (int length = 1; length < LONGEST_CALLING_CODE; length++) {
            String code = digits.substring(0, length);
            if (!NOWHERE.equals(NUMBERS.getRegionCodeForCountryCode(Integer.parseInt(code)))) {
                return code;
            }
        }
        return digits.substring(0, LONGEST_CALLING_CODE);
    }
}

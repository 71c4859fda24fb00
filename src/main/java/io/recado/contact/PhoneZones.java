package io.recado.contact;

import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** By which clock somebody lives, as far as their phone number tells. */
public final class PhoneZones {

    private static final int LONGEST_COUNTRY_CODE = 3;

    private PhoneZones() {}

    /**
     * The zone of a number whose area has exactly one. Empty where an area or a country's mobiles spread over several, such as Spain with the
     * Canaries, and for numbers of no place.
     */
    public static Optional<ZoneId> of(PhoneNumber phone) {
        return divided(phone.digits()).map(Data.MAPPER::getTimeZonesForNumber).flatMap(PhoneZones::only);
    }

    /**
     * Country and the rest; no country's code begins with another's. Reading the number by all the rules for what people write would take
     * much of the time that a message is looked at before it leaves.
     */
    private static Optional<Phonenumber.PhoneNumber> divided(String digits) {
        return IntStream.rangeClosed(1, LONGEST_COUNTRY_CODE)
                .filter(length -> Data.COUNTRY_CODES.contains(Integer.valueOf(digits.substring(0, length))))
                .mapToObj(length -> national(digits, length))
                .findFirst();
    }

    private static Phonenumber.PhoneNumber national(String digits, int codeLength) {
        var number = new Phonenumber.PhoneNumber()
                .setCountryCode(Integer.parseInt(digits.substring(0, codeLength)))
                .setNationalNumber(Long.parseLong(digits.substring(codeLength)));
        // Italy's numbers keep their zero, and it counts
        return digits.charAt(codeLength) == '0' ? number.setItalianLeadingZero(true) : number;
    }

    private static Optional<ZoneId> only(List<String> zones) {
        if (zones.size() != 1 || zones.getFirst().equals(PhoneNumberToTimeZonesMapper.getUnknownTimeZone())) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZoneId.of(zones.getFirst()));
        } catch (DateTimeException unknownHere) {
            return Optional.empty();
        }
    }

    /** Read when the first number is looked up, and not before. */
    private static final class Data {

        static final Set<Integer> COUNTRY_CODES = PhoneNumberUtil.getInstance().getSupportedCallingCodes();
        static final PhoneNumberToTimeZonesMapper MAPPER = PhoneNumberToTimeZonesMapper.getInstance();
    }
}

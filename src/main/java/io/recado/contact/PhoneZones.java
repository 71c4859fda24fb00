package io.recado.contact;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** By which clock somebody lives, as far as their phone number tells. */
public final class PhoneZones {

    private PhoneZones() {}

    /**
     * The zone of a number whose area has exactly one. Empty where an area or a country's mobiles spread over several, such as Spain with the
     * Canaries, and for numbers of no place.
     */
    public static Optional<ZoneId> of(PhoneNumber phone) {
        try {
            var number = PhoneNumberUtil.getInstance().parse(phone.e164(), null);
            return only(Mapper.INSTANCE.getTimeZonesForNumber(number));
        } catch (NumberParseException noNumber) {
            return Optional.empty();
        }
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

    /** Its data is read when the first number is looked up, and not before. */
    private static final class Mapper {
        static final PhoneNumberToTimeZonesMapper INSTANCE = PhoneNumberToTimeZonesMapper.getInstance();
    }
}

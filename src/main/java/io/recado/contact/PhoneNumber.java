package io.recado.contact;

import java.util.regex.Pattern;

/** A phone number in E.164 with its plus sign, such as {@code +34600111222}. */
public record PhoneNumber(String e164) {

    private static final Pattern SHAPE = Pattern.compile("\\+[1-9][0-9]{6,14}");

    public PhoneNumber {
        if (!SHAPE.matcher(e164).matches()) {
            throw new IllegalArgumentException(
                    "A phone number is written as in E.164, with a plus sign and 7 to 15 digits");
        }
    }

    /** The digits alone, as WhatsApp writes a {@code wa_id}. */
    public String digits() {
        return e164.substring(1);
    }

    /** The last three digits only: this goes to logs, the number does not. */
    @Override
    public String toString() {
        return "…" + e164.substring(e164.length() - 3);
    }
}

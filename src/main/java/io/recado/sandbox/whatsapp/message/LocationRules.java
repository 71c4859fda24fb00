package io.recado.sandbox.whatsapp.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.wire.Fields;
import io.recado.sandbox.whatsapp.wire.Refused;

/** Places, as messages and as headers of templates. */
final class LocationRules {

    private static final double LATITUDE = 90;
    private static final double LONGITUDE = 180;
    private static final int WORDS = 1000;

    private LocationRules() {}

    /** Draws a place into the view and returns its words. */
    static String read(Fields location, ObjectNode drawn) {
        location.strict("latitude", "longitude", "name", "address");
        drawn.put("latitude", coordinate(location, "latitude", LATITUDE));
        drawn.put("longitude", coordinate(location, "longitude", LONGITUDE));
        String name = location.optional("name", WORDS);
        String address = location.optional("address", WORDS);
        if (name != null) {
            drawn.put("name", name);
        }
        if (address != null) {
            drawn.put("address", address);
        }
        return ((name == null ? "" : name) + '\n' + (address == null ? "" : address)).strip();
    }

    private static double coordinate(Fields location, String field, double most) {
        JsonNode value = location.json().path(field);
        if (value.isMissingNode() || value.isNull()) {
            throw Refused.missing(location.name(field));
        }
        double degrees = degrees(value);
        if (!(Math.abs(degrees) <= most)) {
            throw Refused.value("Param " + location.name(field) + " must be a number from -" + (int) most + " to "
                    + (int) most + ".");
        }
        return degrees;
    }

    /** Both are taken: numbers, and strings that hold one. */
    private static double degrees(JsonNode value) {
        if (value.isNumber()) {
            return value.doubleValue();
        }
        try {
            return value.isTextual() ? Double.parseDouble(value.textValue()) : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}

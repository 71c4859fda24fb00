package io.recado.inbound;

import java.nio.charset.StandardCharsets;

/** Text as PostgreSQL takes it: JSON can carry a NUL and half a surrogate pair, a text column cannot. The payload keeps both. */
final class Storable {

    private Storable() {}

    static String text(String any) {
        var whole = new String(any.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        return whole.indexOf('\0') < 0 ? whole : whole.replace("\0", "");
    }
}

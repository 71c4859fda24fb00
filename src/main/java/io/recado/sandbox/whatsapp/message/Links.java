package io.recado.sandbox.whatsapp.message;

import io.recado.sandbox.whatsapp.wire.Fields;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.net.URI;
import java.net.URISyntaxException;

/** Addresses in requests. */
final class Links {

    private Links() {}

    /** An address with a host that begins with http or https. */
    static String http(Fields fields, String field, int most) {
        String url = fields.text(field, most);
        try {
            URI uri = new URI(url);
            if (!"https".equals(uri.getScheme()) && !"http".equals(uri.getScheme())) {
                throw Refused.value("Param " + fields.name(field) + " must be an http or https address.");
            }
            if (uri.getHost() == null) {
                throw Refused.value("Param " + fields.name(field) + " is not a valid URL.");
            }
            return url;
        } catch (URISyntaxException e) {
            throw Refused.value("Param " + fields.name(field) + " is not a valid URL.");
        }
    }
}

package io.recado.sandbox.pms;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What webhooks are signed with: HMAC-SHA256 over the timestamp, a full stop and the body. */
final class Firma {

    static final String CABECERA = "X-Firma";

    /** Seconds since 1970 UTC when it was sent, as in the signature; a receiver refuses what is too old. */
    static final String MOMENTO = "X-Firma-Momento";

    private static final String ALGORITMO = "HmacSHA256";

    private Firma() {}

    /** The value of {@value #CABECERA}. */
    static String de(String secreto, long momento, String cuerpo) {
        try {
            Mac mac = Mac.getInstance(ALGORITMO);
            mac.init(new SecretKeySpec(secreto.getBytes(StandardCharsets.UTF_8), ALGORITMO));
            byte[] firma = mac.doFinal((momento + "." + cuerpo).getBytes(StandardCharsets.UTF_8));
            return "sha256=" + HexFormat.of().formatHex(firma);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITMO, e);
        }
    }
}

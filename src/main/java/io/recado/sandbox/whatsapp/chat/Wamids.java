package io.recado.sandbox.whatsapp.chat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** Message ids that look like WhatsApp's own. */
final class Wamids {

    private static final int RANDOM = 9;

    private Wamids() {}

    /** @param outbound whether a business sent it */
    static String next(String waId, boolean outbound) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {0x1c, 0x18, (byte) waId.length()});
        bytes.writeBytes(waId.getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(new byte[] {0x15, 0x02, 0x00, (byte) (outbound ? 0x11 : 0x12), 0x18, 0x12});
        byte[] random = new byte[RANDOM];
        ThreadLocalRandom.current().nextBytes(random);
        bytes.writeBytes(
                HexFormat.of().formatHex(random).toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
        bytes.write(0x00);
        return "wamid." + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}

package io.recado.inbound;

import io.recado.configuration.ChannelId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * A signed webhook on its way to the queue.
 *
 * @param receipt the hub's id of this webhook; the queue delivering it twice brings the same one
 * @param receivedAt UTC
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as they came; nobody compares letters
record Letter(UUID receipt, ChannelId channel, Instant receivedAt, byte[] raw) {

    private static final int LANES = 64;
    private static final byte[][] WHO = {bytes("\"from\":\""), bytes("\"recipient_id\":\"")};

    /**
     * Letters of one lane are read one after the other, so what one patient did stays in its order. Found by a look at the bytes, because at
     * the door there is no time to parse; a letter that names nobody goes by its receipt. A number, not the patient's: the broker shows it.
     */
    String lane() {
        return channel + "-" + Math.floorMod(whom(), LANES);
    }

    private int whom() {
        for (byte[] key : WHO) {
            int at = indexOf(key);
            if (at >= 0) {
                return digest(at + key.length);
            }
        }
        return receipt.hashCode();
    }

    private int digest(int from) {
        int hash = 0;
        for (int i = from; i < raw.length && raw[i] != '"'; i++) {
            hash = 31 * hash + raw[i];
        }
        return hash;
    }

    private int indexOf(byte[] key) {
        for (int i = 0; i <= raw.length - key.length; i++) {
            int same = 0;
            while (same < key.length && raw[i + same] == key[same]) {
                same++;
            }
            if (same == key.length) {
                return i;
            }
        }
        return -1;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Letter[%s, %s]".formatted(receipt, channel);
    }
}

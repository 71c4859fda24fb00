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
    private static final byte[] FROM = "\"from\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] STATUSES = "\"statuses\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MESSAGES = "\"messages\"".getBytes(StandardCharsets.US_ASCII);

    /**
     * Whether it brings statuses and nothing that a person said. Found by a look at the bytes, because at the door there is no time to parse;
     * a letter that is taken for the wrong kind is read all the same, only sooner or later than others.
     */
    boolean onlyStatuses() {
        return indexOf(STATUSES, 0) >= 0 && !hasMessages();
    }

    /** Every webhook has the word as the name of its field; as a key it holds what people said. */
    private boolean hasMessages() {
        for (int at = indexOf(MESSAGES, 0); at >= 0; at = indexOf(MESSAGES, at + 1)) {
            int next = at + MESSAGES.length;
            while (next < raw.length && raw[next] <= ' ') {
                next++;
            }
            if (next < raw.length && raw[next] == ':') {
                return true;
            }
        }
        return false;
    }

    /**
     * Letters of one lane are read one after the other, so what one patient says stays in its order. A letter that names nobody goes by its
     * receipt. A number, not the patient's: the broker shows it.
     */
    String lane() {
        return channel + "-" + Math.floorMod(whom(), LANES);
    }

    private int whom() {
        int at = indexOf(FROM, 0);
        return at < 0 ? receipt.hashCode() : digest(at + FROM.length);
    }

    private int digest(int from) {
        int hash = 0;
        for (int i = from; i < raw.length && raw[i] != '"'; i++) {
            hash = 31 * hash + raw[i];
        }
        return hash;
    }

    private int indexOf(byte[] key, int from) {
        for (int i = from; i <= raw.length - key.length; i++) {
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

    @Override
    public String toString() {
        return "Letter[%s, %s]".formatted(receipt, channel);
    }
}

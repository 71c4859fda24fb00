package io.recado.inbound;

import io.recado.configuration.ChannelId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Several letters as one message of the broker. Statuses come by the thousand, and what a message costs the broker hardly depends on what
 * is in it. In front of each letter: receipt, channel, milliseconds since 1970, length.
 */
final class Bundle {

    /** The broker keeps larger messages in files of their own. A letter that is larger by itself travels alone. */
    static final int MOST_BYTES = 80 * 1024;

    private static final int ABOUT_ITS_LABEL = 64;

    private Bundle() {}

    /** The letters in as few messages as they fit into. */
    static List<byte[]> of(List<Letter> letters) {
        var bundles = new ArrayList<byte[]>();
        var together = new ArrayList<Letter>();
        int bytes = 0;
        for (var letter : letters) {
            int size = letter.raw().length + ABOUT_ITS_LABEL;
            if (!together.isEmpty() && bytes + size > MOST_BYTES) {
                bundles.add(written(together, bytes));
                together.clear();
                bytes = 0;
            }
            together.add(letter);
            bytes += size;
        }
        if (!together.isEmpty()) {
            bundles.add(written(together, bytes));
        }
        return bundles;
    }

    private static byte[] written(List<Letter> letters, int bytes) {
        var buffer = new ByteArrayOutputStream(bytes);
        try (var out = new DataOutputStream(buffer)) {
            for (var letter : letters) {
                out.writeLong(letter.receipt().getMostSignificantBits());
                out.writeLong(letter.receipt().getLeastSignificantBits());
                out.writeUTF(letter.channel().value());
                out.writeLong(letter.receivedAt().toEpochMilli());
                out.writeInt(letter.raw().length);
                out.write(letter.raw());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail to be written", e);
        }
        return buffer.toByteArray();
    }

    /** @throws IllegalArgumentException for bytes that are no bundle: somebody else wrote into the queue */
    static List<Letter> read(byte[] bundle) {
        var letters = new ArrayList<Letter>();
        try (var in = new DataInputStream(new ByteArrayInputStream(bundle))) {
            while (in.available() > 0) {
                var receipt = new UUID(in.readLong(), in.readLong());
                var channel = new ChannelId(in.readUTF());
                var receivedAt = Instant.ofEpochMilli(in.readLong());
                int length = in.readInt();
                if (length < 0 || length > in.available()) {
                    throw new IllegalArgumentException("A letter of %d bytes where %d are left: not written by a hub"
                            .formatted(length, in.available()));
                }
                letters.add(new Letter(receipt, channel, receivedAt, in.readNBytes(length)));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "A bundle of %d bytes that ends within a letter: not written by a hub".formatted(bundle.length), e);
        }
        return letters;
    }
}

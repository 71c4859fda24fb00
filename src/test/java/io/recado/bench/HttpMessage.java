package io.recado.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** A request or an answer as HTTP 1.1 writes it, with its length said beforehand or in chunks. */
record HttpMessage(String firstLine, byte[] body) {

    /** Reads one message; its first line is empty when the other side hung up. */
    static HttpMessage read(InputStream in) throws IOException {
        String first = line(in);
        int length = 0;
        boolean chunked = false;
        for (String header = first.isEmpty() ? "" : line(in); !header.isEmpty(); header = line(in)) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            } else if (header.toLowerCase(Locale.ROOT).startsWith("transfer-encoding: chunked")) {
                chunked = true;
            }
        }
        return new HttpMessage(first, chunked ? chunks(in) : exactly(in, length));
    }

    private static byte[] chunks(InputStream in) throws IOException {
        byte[] body = new byte[0];
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            byte[] chunk = exactly(in, size);
            body = Arrays.copyOf(body, body.length + size);
            System.arraycopy(chunk, 0, body, body.length - size, size);
            line(in);
        }
        line(in);
        return body;
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private static String line(InputStream in) throws IOException {
        byte[] line = new byte[256];
        int length = 0;
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (length == line.length) {
                line = Arrays.copyOf(line, 2 * length);
            }
            line[length++] = (byte) c;
        }
        return new String(line, 0, length, StandardCharsets.ISO_8859_1).stripTrailing();
    }
}

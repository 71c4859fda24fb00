package io.recado.sandbox.whatsapp.media;

import java.io.InputStream;
import org.springframework.core.io.AbstractResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The bytes of a medium, read piece by piece from the database; a reader may start anywhere in them. */
final class MediaContent extends AbstractResource {

    static final int PIECE = 256 * 1024;

    private final JdbcClient jdbc;
    private final long content;
    private final long size;

    MediaContent(JdbcClient jdbc, long content, long size) {
        this.jdbc = jdbc;
        this.content = content;
        this.size = size;
    }

    @Override
    public String getDescription() {
        return "media content " + content;
    }

    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public long contentLength() {
        return size;
    }

    /** Without a time the answer says nothing of modification; a medium's bytes never change. */
    @Override
    public long lastModified() {
        return -1;
    }

    @Override
    public InputStream getInputStream() {
        return new Pieces();
    }

    private byte[] piece(int n) {
        return jdbc.sql("select bytes from whatsapp.media_piece where content = :content and n = :n")
                .param("content", content)
                .param("n", n)
                .query(byte[].class)
                .single();
    }

    private final class Pieces extends InputStream {

        private byte[] piece = {};
        private long at;
        private int loaded = -1;

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            if (at >= size) {
                return -1;
            }
            int n = (int) (at / PIECE);
            if (n != loaded) {
                piece = piece(n);
                loaded = n;
            }
            int from = (int) (at % PIECE);
            int count = Math.min(length, piece.length - from);
            System.arraycopy(piece, from, target, offset, count);
            at += count;
            return count;
        }

        @Override
        public long skip(long count) {
            long skipped = Math.max(0, Math.min(count, size - at));
            at += skipped;
            return skipped;
        }

        @Override
        public int available() {
            return (int) Math.min(Integer.MAX_VALUE, size - at);
        }
    }
}

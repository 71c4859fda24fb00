package io.recado.sandbox.whatsapp.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The bytes of files, in pieces in the database: no file is ever whole in memory, on the way in or out. */
@Component
class MediaBytes {

    /** @param content number of the stored bytes */
    record Written(long content, String sha256, long size) {}

    private final JdbcClient jdbc;

    MediaBytes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Resource read(long content, long size) {
        return new MediaContent(jdbc, content, size);
    }

    /** To be called within a transaction. */
    Written write(Resource resource) {
        long content = jdbc.sql("select nextval('whatsapp.media_content')")
                .query(Long.class)
                .single();
        MessageDigest digest = sha256();
        long size = 0;
        try (InputStream in = resource.getInputStream()) {
            int n = 0;
            for (byte[] piece = next(in); piece.length > 0; piece = next(in)) {
                digest.update(piece);
                size += piece.length;
                jdbc.sql("insert into whatsapp.media_piece (content, n, bytes) values (:content, :n, :bytes)")
                        .param("content", content)
                        .param("n", n++)
                        .param("bytes", piece)
                        .update();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The file could not be read to its end", e);
        }
        return new Written(content, Base64.getEncoder().encodeToString(digest.digest()), size);
    }

    private static byte[] next(InputStream in) throws IOException {
        return in.readNBytes(MediaContent.PIECE);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}

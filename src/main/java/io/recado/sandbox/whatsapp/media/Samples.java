package io.recado.sandbox.whatsapp.media;

import io.recado.sandbox.whatsapp.account.WhatsAppSetup.WhatsAppSchema;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Sample files for the headers of templates, by Meta's Resumable Upload API: a session is opened, takes the bytes in one go or
 * after a break from where it was broken off, and ends with a handle. What has come is stored at once, piece by piece.
 */
@Component
public class Samples {

    private static final Set<String> TYPES =
            Set.of("application/pdf", "image/jpeg", "image/jpg", "image/png", "video/mp4");
    private static final Duration LASTS = Duration.ofHours(24);
    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * An upload of a sample.
     *
     * @param id with its signature, as {@code upload:…?sig=…}
     * @param received bytes so far
     * @param handle null until it is complete
     */
    public record Sample(
            String id,
            String appId,
            String mime,
            long size,
            @Nullable String filename,
            long content,
            long received,
            @Nullable String handle) {}

    private final JdbcClient jdbc;
    private final MediaBytes bytes;
    private final Clock clock;

    Samples(JdbcClient jdbc, MediaBytes bytes, Clock clock, WhatsAppSchema schema) {
        this.jdbc = jdbc;
        this.bytes = bytes;
        this.clock = clock;
    }

    /** Opens a session of 24 hours. */
    public Sample open(String appId, @Nullable String filename, @Nullable String length, @Nullable String type) {
        String mime = type == null ? "" : MediaShelf.plain(type);
        if (!TYPES.contains(mime)) {
            throw Refused.invalid(
                    "Param file_type must be one of {application/pdf, image/jpeg, image/jpg, image/png, video/mp4}"
                            + " - got \"" + mime + "\".");
        }
        if (length == null || !length.matches("[1-9][0-9]{0,12}")) {
            throw Refused.invalid("Param file_length must be the number of bytes of the file.");
        }
        String known = mime.equals("image/jpg") ? "image/jpeg" : mime;
        long size = Long.parseLong(length);
        FileRules.checkSize(FileRules.kind(known), Format.good(known), size);
        return jdbc.sql("""
                        insert into whatsapp.sample (id, signature, app_id, mime, size, filename, content, expires_at)
                        values (:id, :signature, :app, :mime, :size, :filename, nextval('whatsapp.media_content'), :expires)
                        returning *
                        """)
                .param("id", "upload:" + base64("attachment:" + random()))
                .param("signature", "AR" + random())
                .param("app", appId)
                .param("mime", known)
                .param("size", size)
                .param("filename", filename)
                .param("expires", MediaShelf.time(clock.instant().plus(LASTS)))
                .query(Samples::sample)
                .single();
    }

    /** The session of this id and signature; null when there is none, or no longer. */
    @Nullable
    public Sample session(String id, @Nullable String signature) {
        return jdbc.sql("select * from whatsapp.sample where id = :id and signature = :sig and expires_at > :now")
                .param("id", id)
                .param("sig", signature == null ? "" : signature)
                .param("now", MediaShelf.time(clock.instant()))
                .query(Samples::sample)
                .optional()
                .orElse(null);
    }

    /** The complete sample behind a handle; null when there is none. Handles do not expire. */
    @Nullable
    public Sample find(String handle) {
        return jdbc.sql("select * from whatsapp.sample where handle = :handle")
                .param("handle", handle)
                .query(Samples::sample)
                .optional()
                .orElse(null);
    }

    /** The bytes of a complete sample. */
    public Resource content(Sample sample) {
        return bytes.read(sample.content(), sample.size());
    }

    /**
     * Takes bytes from where the session stands.
     *
     * @return the handle of the complete file
     * @throws IOException when the bytes stop coming; those that came are kept
     * @throws Refused when the offset is not where the session stands, or bytes are missing or too many
     */
    public String take(Sample session, long offset, InputStream in) throws IOException {
        if (offset != session.received()) {
            throw Refused.invalid("Param file_offset must be " + session.received()
                    + ", where this upload stands - got " + offset + ".");
        }
        long received = session.received();
        byte[] piece = new byte[MediaContent.PIECE];
        boolean more = true;
        while (more) {
            int room = MediaContent.PIECE - (int) (received % MediaContent.PIECE);
            int filled = 0;
            try {
                while (filled < room && more) {
                    int read = in.read(piece, filled, room - filled);
                    more = read >= 0;
                    filled += Math.max(0, read);
                }
            } finally {
                append(session, received, Arrays.copyOf(piece, filled));
                received += filled;
            }
            if (received > session.size()) {
                jdbc.sql("update whatsapp.sample set received = 0 where id = :id")
                        .param("id", bare(session))
                        .update();
                jdbc.sql("delete from whatsapp.media_piece where content = :content")
                        .param("content", session.content())
                        .update();
                throw Refused.invalid("The file is longer than its file_length of " + session.size() + " bytes.");
            }
        }
        if (received < session.size()) {
            throw Refused.invalid("The file is not complete: " + received + " of " + session.size()
                    + " bytes came. Go on from file_offset " + received + ".");
        }
        return complete(session);
    }

    private void append(Sample session, long at, byte[] more) {
        if (more.length == 0) {
            return;
        }
        jdbc.sql("""
                        insert into whatsapp.media_piece (content, n, bytes) values (:content, :n, :bytes)
                        on conflict (content, n) do update set bytes = whatsapp.media_piece.bytes || excluded.bytes
                        """)
                .param("content", session.content())
                .param("n", (int) (at / MediaContent.PIECE))
                .param("bytes", more)
                .update();
        jdbc.sql("update whatsapp.sample set received = :received where id = :id")
                .param("received", at + more.length)
                .param("id", bare(session))
                .update();
    }

    private String complete(Sample session) {
        String flaw = FileRules.flaw(session.mime(), Format.of(content(session)));
        if (flaw != null) {
            throw Refused.invalid(flaw);
        }
        String handle = "4::" + base64(session.mime()) + ":" + random() + ":e:"
                + clock.instant().plus(LASTS).getEpochSecond() + ":" + session.appId() + ":" + random();
        jdbc.sql("update whatsapp.sample set handle = :handle where id = :id")
                .param("handle", handle)
                .param("id", bare(session))
                .update();
        return handle;
    }

    private static String bare(Sample session) {
        return session.id().replaceAll("\\?.*$", "");
    }

    private static String random() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Sample sample(ResultSet row, int n) throws SQLException {
        return new Sample(
                row.getString("id") + "?sig=" + row.getString("signature"),
                row.getString("app_id"),
                row.getString("mime"),
                row.getLong("size"),
                row.getString("filename"),
                row.getLong("content"),
                row.getLong("received"),
                row.getString("handle"));
    }
}

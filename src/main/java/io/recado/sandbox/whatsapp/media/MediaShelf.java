package io.recado.sandbox.whatsapp.media;

import io.recado.sandbox.SandboxReset;
import io.recado.sandbox.whatsapp.account.WhatsAppSetup.WhatsAppSchema;
import io.recado.sandbox.whatsapp.media.MediaBytes.Written;
import io.recado.sandbox.whatsapp.wire.Refused;
import io.recado.sandbox.whatsapp.wire.Unknown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Where files are kept. Businesses' uploads can be used for 30 days and what people sent for 7, by the sandbox's clock; phones
 * show both until the sandbox is reset.
 */
@Component
public class MediaShelf {

    private static final Pattern ID = Pattern.compile("7[0-9]{15}");
    private static final long IDS = 1_000_000_000_000_000L;

    /** How a file came here, and for how long its id or link stands for it. */
    enum Origin {
        UPLOADED(Duration.ofDays(30)),
        RECEIVED(Duration.ofDays(7)),
        FETCHED(Duration.ofMinutes(10));

        private final Duration lasts;

        Origin(Duration lasts) {
            this.lasts = lasts;
        }
    }

    /** What is known of a file beside its bytes. */
    record Facts(
            String mime,
            @Nullable String filename,
            boolean animated,
            @Nullable String flaw,
            @Nullable String link) {}

    private final JdbcClient jdbc;
    private final MediaBytes bytes;
    private final TransactionTemplate transactions;
    private final Clock clock;

    MediaShelf(
            JdbcClient jdbc,
            MediaBytes bytes,
            PlatformTransactionManager transactions,
            Clock clock,
            WhatsAppSchema schema) {
        this.jdbc = jdbc;
        this.bytes = bytes;
        this.transactions = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** What this id stands for; null when it never was, has expired or was deleted. */
    @Nullable
    public Media find(String id) {
        return jdbc.sql(
                        "select * from whatsapp.media where id = :id and not deleted and expires_at > :now and origin <> 'fetched'")
                .param("id", id)
                .param("now", time(clock.instant()))
                .query(MediaShelf::media)
                .optional()
                .orElse(null);
    }

    /** What phones show of it, whatever became of its id. */
    public Optional<Media> shown(String id) {
        return jdbc.sql("select * from whatsapp.media where id = :id")
                .param("id", id)
                .query(MediaShelf::media)
                .optional();
    }

    /** The bytes of a medium, read as they are asked for. */
    public Resource content(Media media) {
        long content = jdbc.sql("select content from whatsapp.media where id = :id")
                .param("id", media.id())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new Unknown("No medium has the id " + media.id()));
        return bytes.read(content, media.size());
    }

    /**
     * Keeps what a person sends.
     *
     * @param phoneNumberId the business number it goes to; empty while that is not known
     * @param mime its type, with or without parameters
     */
    public Media keep(String phoneNumberId, byte[] content, String mime, @Nullable String filename) {
        return keep(phoneNumberId, new ByteArrayResource(content), mime, filename);
    }

    /** The same for a file that may be too large to be held in memory. */
    public Media keep(String phoneNumberId, Resource content, String mime, @Nullable String filename) {
        Format found = Format.of(content);
        return store(
                Origin.RECEIVED,
                phoneNumberId,
                content,
                new Facts(plain(mime), filename, found.animated(), null, null));
    }

    /**
     * Keeps what a business uploads.
     *
     * @param mime its type as declared; null when the upload does not say
     * @throws Refused when the type is none that WhatsApp takes, or the file is empty or too large
     */
    public Media upload(String phoneNumberId, Resource content, @Nullable String mime, @Nullable String filename) {
        String declared = mime == null ? null : plain(mime);
        Kind kind = FileRules.kind(declared);
        Format found = Format.of(content);
        FileRules.checkSize(kind, found, length(content));
        String sure = declared == null ? "" : declared;
        return store(
                Origin.UPLOADED,
                phoneNumberId,
                content,
                new Facts(sure, filename, found.animated(), FileRules.flaw(sure, found), null));
    }

    /** Keeps what was fetched for a message that links to it. */
    Media keepFetched(String phoneNumberId, Resource content, String mime, Format found, String link) {
        return store(Origin.FETCHED, phoneNumberId, content, new Facts(mime, null, found.animated(), null, link));
    }

    /** What was fetched from this link in the last 10 minutes; null when nothing was. */
    @Nullable
    Media fetched(String phoneNumberId, String link) {
        return jdbc.sql("""
                        select * from whatsapp.media
                         where link = :link and phone_number_id = :number and expires_at > :now
                         order by created_at desc limit 1
                        """)
                .param("link", link)
                .param("number", phoneNumberId)
                .param("now", time(clock.instant()))
                .query(MediaShelf::media)
                .optional()
                .orElse(null);
    }

    /** The medium as it is sent to a business number: the same, or a new id for the same bytes when it was sent to another before. */
    public Media sentTo(Media media, String phoneNumberId) {
        if (media.phoneNumberId().equals(phoneNumberId)) {
            return media;
        }
        if (media.phoneNumberId().isEmpty()) {
            jdbc.sql("update whatsapp.media set phone_number_id = :number where id = :id")
                    .param("number", phoneNumberId)
                    .param("id", media.id())
                    .update();
            return media.to(phoneNumberId);
        }
        long content = jdbc.sql("select content from whatsapp.media where id = :id")
                .param("id", media.id())
                .query(Long.class)
                .single();
        Written same = new Written(content, media.sha256(), media.size());
        Facts facts = new Facts(media.mime(), media.filename(), media.animated(), media.flaw(), null);
        return put(Origin.RECEIVED, phoneNumberId, same, facts);
    }

    /** Takes the id from businesses; answers whether it stood for anything. */
    public boolean delete(String id) {
        return jdbc.sql("update whatsapp.media set deleted = true where id = :id and not deleted")
                        .param("id", id)
                        .update()
                > 0;
    }

    @EventListener(SandboxReset.class)
    void forget() {
        jdbc.sql("truncate whatsapp.media, whatsapp.media_piece, whatsapp.sample")
                .update();
    }

    Media store(Origin origin, String phoneNumberId, Resource content, Facts facts) {
        Media media = transactions.execute(status -> put(origin, phoneNumberId, bytes.write(content), facts));
        if (media == null) {
            throw new IllegalStateException("The medium was not stored");
        }
        return media;
    }

    private Media put(Origin origin, String phoneNumberId, Written written, Facts facts) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        insert into whatsapp.media
                               (id, phone_number_id, origin, mime, sha256, size, filename, animated, content, link, flaw,
                                created_at, expires_at)
                        values (:id, nullif(:number, ''), :origin, :mime, :sha256, :size, :filename, :animated, :content,
                                :link, :flaw, :now, :expires)
                        returning *
                        """)
                .param(
                        "id",
                        "7" + String.format("%015d", ThreadLocalRandom.current().nextLong(IDS)))
                .param("number", phoneNumberId)
                .param("origin", origin.name().toLowerCase(Locale.ROOT))
                .param("mime", facts.mime())
                .param("sha256", written.sha256())
                .param("size", written.size())
                .param("filename", bare(facts.filename()))
                .param("animated", facts.animated())
                .param("content", written.content())
                .param("link", facts.link())
                .param("flaw", facts.flaw())
                .param("now", time(now))
                .param("expires", time(now.plus(origin.lasts)))
                .query(MediaShelf::media)
                .single();
    }

    private static long length(Resource content) {
        try {
            return content.contentLength();
        } catch (IOException e) {
            throw new UncheckedIOException("The file's length could not be read", e);
        }
    }

    /** Whether it looks like the id of a medium; no other ids do. */
    public static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    /** Without the folders that some browsers send. */
    private static @Nullable String bare(@Nullable String filename) {
        return filename == null || filename.isBlank() ? null : filename.replaceAll("^.*[/\\\\]", "");
    }

    static String plain(String mime) {
        int semicolon = mime.indexOf(';');
        return (semicolon < 0 ? mime : mime.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static Media media(ResultSet row, int n) throws SQLException {
        String number = row.getString("phone_number_id");
        return new Media(
                row.getString("id"),
                number == null ? "" : number,
                row.getString("mime"),
                row.getString("sha256"),
                row.getLong("size"),
                row.getString("filename"),
                row.getTimestamp("expires_at").toInstant(),
                row.getBoolean("animated"),
                row.getString("flaw"));
    }
}

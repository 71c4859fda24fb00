package io.recado.sandbox.whatsapp.price;

import io.recado.sandbox.whatsapp.account.WhatsAppSetup;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The 24-hour conversations that were priced before July 2025. */
@Component
public class Conversations {

    private static final Duration LENGTH = Duration.ofHours(24);

    /** @param opened whether it begins with the message that asked for it */
    public record Found(Conversation conversation, boolean opened) {}

    private final JdbcClient jdbc;

    Conversations(JdbcClient jdbc, WhatsAppSetup.WhatsAppSchema schema) {
        this.jdbc = jdbc;
    }

    /** The conversation of this category that is running with this person, or a new one. */
    public Found at(String phoneNumberId, String waId, String category, Instant at) {
        return jdbc.sql("""
                        select conversation, conversation_until from whatsapp.message
                         where wa_id = :waId and phone_number_id = :number and price_category = :category
                           and price_model = 'CBP' and conversation_until > :at
                           and conversation_until <= :latest
                         order by id desc limit 1
                        """)
                .param("waId", waId)
                .param("number", phoneNumberId)
                .param("category", category)
                .param("at", Timestamp.from(at))
                .param("latest", Timestamp.from(at.plus(LENGTH)))
                .query((row, n) -> new Found(
                        new Conversation(row.getString(1), row.getTimestamp(2).toInstant()), false))
                .optional()
                .orElseGet(() -> new Found(named(phoneNumberId + waId + category + at, at.plus(LENGTH)), true));
    }

    /** A conversation whose id is the same for the same seed. */
    public static Conversation named(String seed, Instant until) {
        String id = UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
        return new Conversation(id, until);
    }
}

package io.recado.sandbox.whatsapp.chat;

import io.recado.sandbox.whatsapp.account.WhatsAppSetup;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The 24 hours from a person's last message in which a business may write freely. */
@Component
public class Windows {

    private static final Duration LENGTH = Duration.ofHours(24);

    private final Map<String, Instant> opened = new ConcurrentHashMap<>();

    Windows(JdbcClient jdbc, WhatsAppSetup.WhatsAppSchema schema) {
        jdbc.sql("select phone_number_id, wa_id, opened_at from whatsapp.service_window")
                .query(row -> {
                    opened(
                            row.getString("phone_number_id"),
                            row.getString("wa_id"),
                            row.getTimestamp("opened_at").toInstant());
                });
    }

    /** Whether a message of this type opens a window: neither reactions nor WhatsApp's own notices do. */
    static boolean opensWith(String type) {
        return !"system".equals(type) && !"reaction".equals(type);
    }

    public boolean open(String phoneNumberId, String waId, Instant now) {
        Instant since = opened.get(phoneNumberId + '/' + waId);
        return since != null && now.isBefore(since.plus(LENGTH));
    }

    /** When the window closes, or closed; null when it never opened. */
    @Nullable
    public Instant openUntil(String phoneNumberId, String waId) {
        Instant since = opened.get(phoneNumberId + '/' + waId);
        return since == null ? null : since.plus(LENGTH);
    }

    public void opened(String phoneNumberId, String waId, Instant at) {
        opened.merge(phoneNumberId + '/' + waId, at, (before, now) -> now.isAfter(before) ? now : before);
    }

    public void clear() {
        opened.clear();
    }
}

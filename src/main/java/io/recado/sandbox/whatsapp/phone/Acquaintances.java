package io.recado.sandbox.whatsapp.phone;

import io.recado.sandbox.SandboxReset;
import io.recado.sandbox.whatsapp.account.WhatsAppSetup;
import io.recado.sandbox.whatsapp.phone.Phones.Phone;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What business numbers and people are to each other: who blocks whom, who wants no marketing, who knows whose number,
 * and who came from an advertisement.
 */
@Component
public class Acquaintances {

    private static final Duration NUMBER_REMEMBERED = Duration.ofDays(30);
    private static final Duration AD_ANSWERED_WITHIN = Duration.ofHours(24);
    private static final Duration FREE_ENTRY = Duration.ofHours(72);
    private static final Acquaintance NONE = new Acquaintance(false, false, false, null, null, null);

    /**
     * @param blocked whether the business blocks the person
     * @param blocks whether the person blocks the business
     * @param marketingStopped whether the person wants no marketing from the business
     * @param numberUsedAt when the business last wrote to the number of this person, who hides it; null when never
     * @param adClickedAt when the person last wrote from an advertisement; null when never
     * @param adAnsweredAt when the business answered that, in time for free messages; null when it did not
     */
    public record Acquaintance(
            boolean blocked,
            boolean blocks,
            boolean marketingStopped,
            @Nullable Instant numberUsedAt,
            @Nullable Instant adClickedAt,
            @Nullable Instant adAnsweredAt) {

        /** Whether the 72 hours in which a person from an advertisement costs nothing are running. */
        public boolean freeEntry(Instant now) {
            return adAnsweredAt != null && !now.isBefore(adAnsweredAt) && now.isBefore(adAnsweredAt.plus(FREE_ENTRY));
        }

        /** When the 72 hours end, or ended; null when they never began. */
        @Nullable
        public Instant freeEntryUntil() {
            return adAnsweredAt == null ? null : adAnsweredAt.plus(FREE_ENTRY);
        }

        private boolean waitsForAnswer(Instant now) {
            return adClickedAt != null && adAnsweredAt == null && now.isBefore(adClickedAt.plus(AD_ANSWERED_WITHIN));
        }

        public Acquaintance blocked(boolean now) {
            return new Acquaintance(now, blocks, marketingStopped, numberUsedAt, adClickedAt, adAnsweredAt);
        }

        public Acquaintance blocks(boolean now) {
            return new Acquaintance(blocked, now, marketingStopped, numberUsedAt, adClickedAt, adAnsweredAt);
        }

        public Acquaintance marketingStopped(boolean now) {
            return new Acquaintance(blocked, blocks, now, numberUsedAt, adClickedAt, adAnsweredAt);
        }

        Acquaintance numberUsed(Instant at) {
            return new Acquaintance(blocked, blocks, marketingStopped, at, adClickedAt, adAnsweredAt);
        }

        Acquaintance adClicked(Instant at) {
            return new Acquaintance(blocked, blocks, marketingStopped, numberUsedAt, at, null);
        }

        Acquaintance adAnswered(Instant at) {
            return new Acquaintance(blocked, blocks, marketingStopped, numberUsedAt, adClickedAt, at);
        }
    }

    private record Key(String phoneNumberId, String waId) {}

    private final JdbcClient jdbc;
    private final Map<Key, Acquaintance> known = new ConcurrentHashMap<>();

    Acquaintances(JdbcClient jdbc, WhatsAppSetup.WhatsAppSchema schema) {
        this.jdbc = jdbc;
        jdbc.sql("""
                        select phone_number_id, wa_id, blocked, blocks, marketing_stopped, number_used_at, ad_clicked_at,
                               ad_answered_at
                          from whatsapp.acquaintance
                        """).query(row -> {
            known.put(
                    new Key(row.getString("phone_number_id"), row.getString("wa_id")),
                    new Acquaintance(
                            row.getBoolean("blocked"),
                            row.getBoolean("blocks"),
                            row.getBoolean("marketing_stopped"),
                            instant(row, "number_used_at"),
                            instant(row, "ad_clicked_at"),
                            instant(row, "ad_answered_at")));
        });
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }

    public Acquaintance of(String phoneNumberId, String waId) {
        return known.getOrDefault(new Key(phoneNumberId, waId), NONE);
    }

    /** The {@code wa_id}s of everybody whom a business number blocks, in the order of their numbers. */
    public List<String> blockedBy(String phoneNumberId) {
        return known.entrySet().stream()
                .filter(entry -> entry.getKey().phoneNumberId().equals(phoneNumberId)
                        && entry.getValue().blocked())
                .map(entry -> entry.getKey().waId())
                .sorted(Comparator.comparingLong(Long::parseLong))
                .toList();
    }

    /** The person as webhooks to this number show them: without the number if they hide it and the business did not use it lately. */
    public Phone seen(Phone phone, String phoneNumberId, Instant now) {
        if (!phone.hidesNumber()) {
            return phone;
        }
        Instant used = of(phoneNumberId, phone.waId()).numberUsedAt();
        return phone.seen(used != null && now.isBefore(used.plus(NUMBER_REMEMBERED)));
    }

    /** A business wrote to a person by the phone number, so it knows it. */
    public void numberUsed(Phone phone, String phoneNumberId, Instant now) {
        if (phone.hidesNumber()) {
            change(phoneNumberId, phone.waId(), acquaintance -> acquaintance.numberUsed(now));
        }
    }

    /** A person wrote from an advertisement. */
    public void adClicked(String phoneNumberId, String waId, Instant now) {
        change(phoneNumberId, waId, acquaintance -> acquaintance.adClicked(now));
    }

    /** A business wrote to a person: in time after an advertisement, it opens 72 hours in which all messages are free. */
    public void answered(String phoneNumberId, String waId, Instant now) {
        if (of(phoneNumberId, waId).waitsForAnswer(now)) {
            change(phoneNumberId, waId, acquaintance -> acquaintance.adAnswered(now));
        }
    }

    public Acquaintance change(String phoneNumberId, String waId, UnaryOperator<Acquaintance> change) {
        Acquaintance changed = known.compute(
                new Key(phoneNumberId, waId), (key, before) -> change.apply(before == null ? NONE : before));
        jdbc.sql("""
                        insert into whatsapp.acquaintance
                               (phone_number_id, wa_id, blocked, blocks, marketing_stopped, number_used_at,
                                ad_clicked_at, ad_answered_at)
                        values (:number, :waId, :blocked, :blocks, :stopped, :used, :clicked, :answered)
                        on conflict (phone_number_id, wa_id) do update
                           set blocked = excluded.blocked, blocks = excluded.blocks,
                               marketing_stopped = excluded.marketing_stopped, number_used_at = excluded.number_used_at,
                               ad_clicked_at = excluded.ad_clicked_at, ad_answered_at = excluded.ad_answered_at
                        """)
                .param("number", phoneNumberId)
                .param("waId", waId)
                .param("blocked", changed.blocked())
                .param("blocks", changed.blocks())
                .param("stopped", changed.marketingStopped())
                .param("used", timestamp(changed.numberUsedAt()))
                .param("clicked", timestamp(changed.adClickedAt()))
                .param("answered", timestamp(changed.adAnsweredAt()))
                .update();
        return changed;
    }

    @EventListener(SandboxReset.class)
    void forget() {
        known.clear();
        jdbc.sql("truncate whatsapp.acquaintance").update();
    }
}

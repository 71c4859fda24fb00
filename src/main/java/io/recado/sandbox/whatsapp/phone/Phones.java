package io.recado.sandbox.whatsapp.phone;

import io.recado.sandbox.whatsapp.account.WhatsAppSetup;
import io.recado.sandbox.whatsapp.wire.Recipients;
import io.recado.sandbox.whatsapp.wire.Refused;
import io.recado.sandbox.whatsapp.wire.Unknown;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Everybody's phones. A phone that nobody announced appears when it is first written to or from. */
@Component
public class Phones {

    /**
     * @param waId digits without a plus sign, as WhatsApp keys it
     * @param number E.164 with its plus sign, as people dial it
     * @param userId business-scoped user id
     * @param username as chosen in WhatsApp; null when the person has none
     * @param hidesNumber whether businesses are told the user id only
     * @param identity how often the person's encryption keys have changed
     */
    public record Phone(
            String waId,
            String number,
            String name,
            String userId,
            @Nullable String username,
            boolean hidesNumber,
            int identity) {

        /** The fingerprint of the person's keys; a business may ask that a message goes to these only. */
        public String identityKeyHash() {
            return UUID.nameUUIDFromBytes((waId + '/' + identity).getBytes(StandardCharsets.US_ASCII))
                    .toString()
                    .substring(0, 11);
        }

        /** The same person, seen by somebody who knows the number, or who does not. */
        public Phone seen(boolean withNumber) {
            return hidesNumber != withNumber
                    ? this
                    : new Phone(waId, number, name, userId, username, !withNumber, identity);
        }
    }

    private final JdbcClient jdbc;
    private final Map<String, Phone> byWaId = new ConcurrentHashMap<>();
    private final Map<String, String> byUserId = new ConcurrentHashMap<>();

    Phones(JdbcClient jdbc, WhatsAppSetup.WhatsAppSchema schema) {
        this.jdbc = jdbc;
        jdbc.sql("select wa_id, number, name, user_id, username, hides_number, identity from whatsapp.phone")
                .query((row, n) -> new Phone(
                        row.getString("wa_id"),
                        row.getString("number"),
                        row.getString("name"),
                        row.getString("user_id"),
                        row.getString("username"),
                        row.getBoolean("hides_number"),
                        row.getInt("identity")))
                .list()
                .forEach(this::keep);
    }

    /**
     * Announces a person's phone, or renames it.
     *
     * @param number E.164 with its plus sign
     */
    public Phone announce(String number, String name) {
        Phone known = byWaId.get(Recipients.fromPath(number));
        return known == null
                ? announce(number, name, null, false)
                : announce(number, name, known.username(), known.hidesNumber());
    }

    /**
     * Announces a person's phone, or changes what is known of it.
     *
     * @param number E.164 with its plus sign
     * @param hidesNumber whether businesses are to know the person by the user id only
     */
    public Phone announce(String number, String name, @Nullable String username, boolean hidesNumber) {
        String waId = Recipients.fromPath(number);
        Phone known = byWaId.get(waId);
        String userId = known == null ? Recipients.userId(waId) : known.userId();
        return store(
                new Phone(waId, number, name, userId, username, hidesNumber, known == null ? 0 : known.identity()));
    }

    /** Gives a person another user id, as WhatsApp does at times, and returns the phone with it. */
    public Phone newUserId(Phone phone) {
        String suffix = Long.toUnsignedString(UUID.randomUUID().getMostSignificantBits());
        String userId = phone.userId().substring(0, 3) + suffix;
        return store(new Phone(
                phone.waId(),
                phone.number(),
                phone.name(),
                userId,
                phone.username(),
                phone.hidesNumber(),
                phone.identity()));
    }

    /** Gives a person other encryption keys, as a new device does, and returns the phone with them. */
    public Phone newIdentity(Phone phone) {
        return store(new Phone(
                phone.waId(),
                phone.number(),
                phone.name(),
                phone.userId(),
                phone.username(),
                phone.hidesNumber(),
                phone.identity() + 1));
    }

    private Phone store(Phone phone) {
        if (!phone.equals(byWaId.get(phone.waId()))) {
            jdbc.sql("""
                            insert into whatsapp.phone (wa_id, number, name, user_id, username, hides_number, identity)
                            values (:waId, :number, :name, :userId, :username, :hidesNumber, :identity)
                            on conflict (wa_id) do update
                               set number = excluded.number, name = excluded.name, user_id = excluded.user_id,
                                   username = excluded.username, hides_number = excluded.hides_number,
                                   identity = excluded.identity
                            """)
                    .param("waId", phone.waId())
                    .param("number", phone.number())
                    .param("name", phone.name())
                    .param("userId", phone.userId())
                    .param("username", phone.username())
                    .param("hidesNumber", phone.hidesNumber())
                    .param("identity", phone.identity())
                    .update();
            keep(phone);
        }
        return phone;
    }

    @Nullable
    public Phone find(String waId) {
        return byWaId.get(waId);
    }

    /** Everybody, by name. */
    public List<Phone> all() {
        return byWaId.values().stream()
                .sorted(Comparator.comparing(Phone::name).thenComparing(Phone::waId))
                .toList();
    }

    /** The phone of a {@code wa_id}; a stranger's has its number for a name and is stored with its first message. */
    public Phone orStranger(String waId) {
        Phone known = byWaId.get(waId);
        return known != null ? known : new Phone(waId, "+" + waId, "+" + waId, Recipients.userId(waId), null, false, 0);
    }

    /** The phone that a path or a script names. */
    public Phone named(String number) {
        String waId = Recipients.fromPath(number);
        Phone phone = byWaId.get(waId);
        if (phone == null) {
            throw new Unknown(
                    "No phone has the number +" + waId + "; a phone appears when it is first written to or from");
        }
        return phone;
    }

    public String waIdOf(String userId) {
        String waId = byUserId.get(userId);
        if (waId == null) {
            throw Refused.value("Param recipient is not the user id of anybody this business has met.");
        }
        return waId;
    }

    public void keep(Phone phone) {
        Phone before = byWaId.put(phone.waId(), phone);
        if (before != null && !before.userId().equals(phone.userId())) {
            byUserId.remove(before.userId());
        }
        byUserId.put(phone.userId(), phone.waId());
    }
}

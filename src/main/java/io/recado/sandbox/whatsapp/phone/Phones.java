package io.recado.sandbox.whatsapp.phone;

import io.recado.sandbox.whatsapp.account.WhatsAppSetup;
import io.recado.sandbox.whatsapp.wire.Recipients;
import io.recado.sandbox.whatsapp.wire.Refused;
import io.recado.sandbox.whatsapp.wire.Unknown;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
     */
    public record Phone(String waId, String number, String name, String userId) {}

    private final JdbcClient jdbc;
    private final Map<String, Phone> byWaId = new ConcurrentHashMap<>();
    private final Map<String, String> byUserId = new ConcurrentHashMap<>();

    Phones(JdbcClient jdbc, WhatsAppSetup.WhatsAppSchema schema) {
        this.jdbc = jdbc;
        jdbc.sql("select wa_id, number, name, user_id from whatsapp.phone")
                .query((row, n) -> new Phone(
                        row.getString("wa_id"),
                        row.getString("number"),
                        row.getString("name"),
                        row.getString("user_id")))
                .list()
                .forEach(this::keep);
    }

    /**
     * Announces a person's phone, or renames it.
     *
     * @param number E.164 with its plus sign
     */
    public Phone announce(String number, String name) {
        String waId = Recipients.fromPath(number);
        Phone phone = new Phone(waId, number, name, Recipients.userId(waId));
        if (!phone.equals(byWaId.get(waId))) {
            jdbc.sql("""
                            insert into whatsapp.phone (wa_id, number, name, user_id)
                            values (:waId, :number, :name, :userId)
                            on conflict (wa_id) do update set number = excluded.number, name = excluded.name
                            """)
                    .param("waId", waId)
                    .param("number", number)
                    .param("name", name)
                    .param("userId", phone.userId())
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
        return known != null ? known : new Phone(waId, "+" + waId, "+" + waId, Recipients.userId(waId));
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
        byWaId.put(phone.waId(), phone);
        byUserId.put(phone.userId(), phone.waId());
    }
}

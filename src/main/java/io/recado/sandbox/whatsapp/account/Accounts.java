package io.recado.sandbox.whatsapp.account;

import io.recado.sandbox.whatsapp.account.WhatsAppSettings.Account;
import io.recado.sandbox.whatsapp.account.WhatsAppSettings.Number;
import io.recado.sandbox.whatsapp.wire.GraphError;
import io.recado.sandbox.whatsapp.wire.Refused;
import io.recado.sandbox.whatsapp.wire.Unknown;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who may send from which number. */
@Component
public class Accounts {

    /** A number with the account it belongs to. */
    public record Line(Account account, Number number) {}

    private final Map<String, Account> byId = new LinkedHashMap<>();
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final Map<String, String> overrides = new ConcurrentHashMap<>();

    Accounts(WhatsAppSettings settings) {
        for (Account account : settings.accounts()) {
            byId.put(account.id(), account);
            for (Number number : account.numbers()) {
                lines.put(number.id(), new Line(account, number));
            }
        }
    }

    public Collection<Line> lines() {
        return lines.values();
    }

    /** The line of a phone-number id that this token may use. */
    public Line line(String phoneNumberId, @Nullable String authorization) {
        String token = token(authorization);
        Line line = lines.get(phoneNumberId);
        if (line == null || !line.account().tokens().contains(token)) {
            throw Refused.unknownObject(phoneNumberId);
        }
        return line;
    }

    public Account account(String wabaId, @Nullable String authorization) {
        String token = token(authorization);
        Account account = byId.get(wabaId);
        if (account == null || !account.tokens().contains(token)) {
            throw Refused.unknownObject(wabaId);
        }
        return account;
    }

    @Nullable
    public Account find(String wabaId) {
        return byId.get(wabaId);
    }

    /** The line of a phone-number id of the settings. */
    public Line line(String phoneNumberId) {
        Line line = lines.get(phoneNumberId);
        if (line == null) {
            throw new Unknown("No business number has the id " + phoneNumberId);
        }
        return line;
    }

    private String token(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw new Refused(GraphError.of(104), "An access token is required to request this resource.");
        }
        String token = authorization.substring(7).strip();
        for (Account account : byId.values()) {
            if (account.tokens().contains(token)) {
                return token;
            }
        }
        throw new Refused(
                GraphError.of(190), "Error validating access token: the token is malformed, expired or was withdrawn.");
    }

    /** Where a number's webhooks go when it was changed while running; nothing otherwise. */
    @Nullable
    public String override(String phoneNumberId) {
        return overrides.get(phoneNumberId);
    }

    public void override(String phoneNumberId, String callback) {
        overrides.put(phoneNumberId, callback);
    }
}

package io.recado.sandbox.whatsapp.account;

import io.recado.sandbox.whatsapp.account.WhatsAppSettings.Account;
import io.recado.sandbox.whatsapp.account.WhatsAppSettings.Number;
import io.recado.sandbox.whatsapp.wire.GraphError;
import io.recado.sandbox.whatsapp.wire.Refused;
import io.recado.sandbox.whatsapp.wire.Unknown;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The business accounts and numbers, who may use them, and where their webhooks go. */
@Component
public class Accounts {

    /** A number with the account it belongs to. */
    public record Line(Account account, Number number) {}

    private static final String BEARER = "Bearer ";
    private static final String OAUTH = "OAuth ";

    private final Map<String, Account> byId = new LinkedHashMap<>();
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final Subscriptions subscriptions;

    Accounts(WhatsAppSettings settings, Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
        for (Account account : settings.accounts()) {
            byId.put(account.id(), account);
            for (Number number : account.numbers()) {
                lines.put(number.id(), new Line(account, number));
            }
        }
    }

    public Collection<Account> all() {
        return byId.values();
    }

    public Collection<Line> lines() {
        return lines.values();
    }

    /** The line of a phone-number id, for a token that may send from it. */
    public Line line(String phoneNumberId, @Nullable String authorization) {
        Line line = own(phoneNumberId, authorization);
        if (line.account().managementTokens().contains(token(authorization))) {
            throw refused(10);
        }
        return line;
    }

    /** The line of a phone-number id, for a token that may change its settings. */
    public Line managed(String phoneNumberId, @Nullable String authorization) {
        Line line = own(phoneNumberId, authorization);
        manages(line.account(), authorization);
        return line;
    }

    /** The account of this id, for a token that may change its settings. */
    public Account account(String wabaId, @Nullable String authorization) {
        String token = token(authorization);
        Account account = byId.get(wabaId);
        if (account == null || !account.knows(token)) {
            throw Refused.unknownObject(wabaId);
        }
        manages(account, authorization);
        return account;
    }

    /** The line of a phone-number id that any permission of this token reaches. */
    private Line own(String phoneNumberId, @Nullable String authorization) {
        String token = token(authorization);
        Line line = lines.get(phoneNumberId);
        if (line == null || !line.account().knows(token)) {
            throw Refused.unknownObject(phoneNumberId);
        }
        return line;
    }

    private void manages(Account account, @Nullable String authorization) {
        if (account.messagingTokens().contains(token(authorization))) {
            throw refused(200);
        }
    }

    private static Refused refused(int code) {
        return new Refused(GraphError.of(code), GraphError.of(code).details());
    }

    @Nullable
    public Account find(String wabaId) {
        return byId.get(wabaId);
    }

    @Nullable
    public Line findLine(String phoneNumberId) {
        return lines.get(phoneNumberId);
    }

    /** The account of this id of the settings. */
    public Account named(String wabaId) {
        Account account = byId.get(wabaId);
        if (account == null) {
            throw new Unknown("No business account has the id " + wabaId + "; there are " + byId.keySet());
        }
        return account;
    }

    /** The line of a phone-number id of the settings. */
    public Line line(String phoneNumberId) {
        Line line = lines.get(phoneNumberId);
        if (line == null) {
            throw new Unknown("No business number has the id " + phoneNumberId + "; there are " + lines.keySet());
        }
        return line;
    }

    /** The token of a request, which some account knows. */
    public String token(@Nullable String authorization) {
        String token = bearer(authorization);
        for (Account account : byId.values()) {
            if (account.knows(token)) {
                return token;
            }
        }
        throw new Refused(
                GraphError.of(190), "Error validating access token: the token is malformed, expired or was withdrawn.");
    }

    private static String bearer(@Nullable String authorization) {
        for (String scheme : new String[] {BEARER, OAUTH}) {
            if (authorization != null && authorization.regionMatches(true, 0, scheme, 0, scheme.length())) {
                return authorization.substring(scheme.length()).strip();
            }
        }
        throw refused(104);
    }

    /** Where a number's webhooks go: its own address, or the account's, or the app's; null when nobody is subscribed. */
    @Nullable
    public String callback(Line line) {
        return subscriptions.callback(line);
    }

    /** Where an account's webhooks go: its own address or the app's; null when nobody is subscribed. */
    @Nullable
    public String callback(Account account) {
        return subscriptions.callback(account);
    }
}

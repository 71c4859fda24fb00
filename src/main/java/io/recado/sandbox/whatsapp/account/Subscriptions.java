package io.recado.sandbox.whatsapp.account;

import io.recado.sandbox.HubAddress;
import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.account.WhatsAppSettings.Account;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where webhooks go: to the number's own address, or else to the account's, or else to the app's, which comes from the settings
 * unless it was changed.
 */
@Component
public class Subscriptions {

    private final Facts facts;
    private final HubAddress hub;

    Subscriptions(Facts facts, HubAddress hub) {
        this.facts = facts;
        this.hub = hub;
    }

    /** Whether the app gets webhooks of this account. */
    public boolean subscribed(Account account) {
        return Boolean.parseBoolean(facts.get(account.id(), Fact.SUBSCRIBED, "true"));
    }

    /** @param override where the account's webhooks go instead of to the app; null for the app */
    public void subscribe(Account account, @Nullable String override) {
        facts.set(account.id(), Fact.SUBSCRIBED, null);
        facts.set(account.id(), Fact.OVERRIDE_CALLBACK, override);
    }

    public void unsubscribe(Account account) {
        facts.set(account.id(), Fact.SUBSCRIBED, "false");
        facts.set(account.id(), Fact.OVERRIDE_CALLBACK, null);
    }

    /** @param override where this number's webhooks go; null for where its account's go */
    public void override(Line line, @Nullable String override) {
        facts.set(line.number().id(), Fact.OVERRIDE_CALLBACK, override);
    }

    /** @param callback where the app's webhooks go; null for where the settings say */
    public void app(Account account, @Nullable String callback) {
        facts.set(account.id(), Fact.APP_CALLBACK, callback);
    }

    public @Nullable String override(Line line) {
        return facts.get(line.number().id(), Fact.OVERRIDE_CALLBACK);
    }

    public @Nullable String override(Account account) {
        return facts.get(account.id(), Fact.OVERRIDE_CALLBACK);
    }

    /** The app's callback; numbers may have one each in the settings. */
    public @Nullable String app(Line line) {
        String changed = facts.get(line.account().id(), Fact.APP_CALLBACK);
        String given = line.number().callback() != null
                ? line.number().callback()
                : line.account().callback();
        return changed != null || given == null ? changed : hub.resolve(given);
    }

    /** The app's callback; of an account that has none in the settings, its first number's. */
    public @Nullable String app(Account account) {
        String changed = facts.get(account.id(), Fact.APP_CALLBACK);
        if (changed == null && account.callback() != null) {
            return hub.resolve(account.callback());
        }
        return changed != null || account.numbers().isEmpty()
                ? changed
                : app(new Line(account, account.numbers().get(0)));
    }

    @Nullable
    String callback(Line line) {
        if (!subscribed(line.account())) {
            return null;
        }
        return first(override(line), override(line.account()), app(line));
    }

    @Nullable
    String callback(Account account) {
        return subscribed(account) ? first(override(account), app(account), null) : null;
    }

    private static @Nullable String first(@Nullable String one, @Nullable String two, @Nullable String three) {
        return one != null ? one : two != null ? two : three;
    }
}

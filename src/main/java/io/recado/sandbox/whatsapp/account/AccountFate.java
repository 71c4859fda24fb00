package io.recado.sandbox.whatsapp.account;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.account.WhatsAppSettings.Account;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What WhatsApp does to accounts and numbers: restrictions, quality, limits. Each change is stored and told. */
@Component
public class AccountFate {

    private static final List<String> QUALITIES = List.of("GREEN", "YELLOW", "RED", "UNKNOWN");
    private static final List<String> TIERS =
            List.of("TIER_50", "TIER_250", "TIER_2K", "TIER_10K", "TIER_100K", "TIER_UNLIMITED");
    private static final int NUMBERS = 20;

    private final Accounts accounts;
    private final Standings standings;
    private final ApplicationEventPublisher publisher;
    private final Clock clock;

    AccountFate(Accounts accounts, Standings standings, ApplicationEventPublisher publisher, Clock clock) {
        this.accounts = accounts;
        this.standings = standings;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Locks it for a violation: nothing can be sent. */
    public void lock(Account account, String violation) {
        state(account, "LOCKED", List.of(), null);
        ObjectNode value = update("ACCOUNT_VIOLATION");
        value.putObject("violation_info").put("violation_type", violation);
        tell(account, "account_update", value);
    }

    /**
     * @param restrictions such as {@code RESTRICTED_BIZ_INITIATED_MESSAGING}; empty for all of sending
     * @param time how long; null for good
     */
    public void restrict(Account account, List<String> restrictions, @Nullable Duration time) {
        Instant until = time == null ? null : clock.instant().plus(time);
        state(account, "RESTRICTED", restrictions, until);
        List<String> told = restrictions.isEmpty()
                ? List.of("RESTRICTED_BIZ_INITIATED_MESSAGING", "RESTRICTED_CUSTOMER_INITIATED_MESSAGING")
                : restrictions;
        ObjectNode value = update("ACCOUNT_RESTRICTION");
        var infos = value.putArray("restriction_info");
        for (String restriction : told) {
            ObjectNode info = infos.addObject().put("restriction_type", restriction);
            if (until != null) {
                info.put("expiration", until.getEpochSecond());
            }
        }
        tell(account, "account_update", value);
    }

    public void disable(Account account) {
        state(account, "DISABLED", List.of(), null);
        ban(account, "DISABLE");
    }

    /** Warns that the account is going to be disabled. */
    public void warn(Account account) {
        ban(account, "SCHEDULE_FOR_DISABLE");
    }

    /** Everything is well again. */
    public void reinstate(Account account) {
        state(account, null, List.of(), null);
        standings.set(account.id(), Fact.PAYMENT_PROBLEM, null);
        ban(account, "REINSTATE");
    }

    private void ban(Account account, String state) {
        ObjectNode value = update("DISABLED_UPDATE");
        value.putObject("ban_info")
                .put("waba_ban_state", state)
                .put("waba_ban_date", clock.instant().toString().substring(0, 10));
        tell(account, "account_update", value);
    }

    private void state(Account account, @Nullable String state, List<String> restrictions, @Nullable Instant until) {
        standings.set(account.id(), Fact.RESTRICTIONS, restrictions.isEmpty() ? null : String.join(",", restrictions));
        standings.set(account.id(), Fact.RESTRICTED_UNTIL, until == null ? null : until.toString());
        standings.set(account.id(), Fact.ACCOUNT_STATE, state);
    }

    /** Nothing tells of this but the refusals. */
    public void payment(Account account, boolean problem) {
        standings.set(account.id(), Fact.PAYMENT_PROBLEM, problem ? "true" : null);
    }

    /** The messaging limit is the portfolio's: all of its accounts are told. */
    public void tier(Account account, String tier) {
        expect("tier", tier, TIERS);
        standings.set(account.portfolio(), Fact.TIER, tier);
        for (Account other : accounts.all()) {
            if (other.portfolio().equals(account.portfolio())) {
                ObjectNode value = JsonNodeFactory.instance.objectNode();
                value.put("max_daily_conversations_per_business", tier)
                        .put("max_phone_numbers_per_business", NUMBERS)
                        .put("max_phone_numbers_per_waba", NUMBERS);
                tell(other, "business_capability_update", value);
            }
        }
    }

    public void alert(Account account, String type, String description) {
        ObjectNode value = JsonNodeFactory.instance.objectNode();
        value.put("entity_type", "BUSINESS").put("entity_id", account.portfolio());
        value.put("alert_severity", "INFORMATIONAL").put("alert_status", "ACTIVE");
        value.put("alert_type", type).put("alert_description", description);
        tell(account, "account_alerts", value);
    }

    public void quality(Line line, String score) {
        expect("score", score, QUALITIES);
        String before = standings.of(line).quality();
        standings.set(line.number().id(), Fact.QUALITY, score);
        if ("RED".equals(score) != "RED".equals(before)) {
            number(
                    line,
                    "RED".equals(score) ? "FLAGGED" : "UNFLAGGED",
                    standings.of(line).tier());
        }
    }

    /** @param messagesPerSecond 80, 1,000 or what else is to hold; 0 for no limit */
    public void throughput(Line line, int messagesPerSecond) {
        if (messagesPerSecond < 0) {
            throw new IllegalArgumentException("messagesPerSecond: 0 or more was expected, found " + messagesPerSecond);
        }
        String before = standings.of(line).throughput();
        standings.set(line.number().id(), Fact.MESSAGES_PER_SECOND, Integer.toString(messagesPerSecond));
        if ("STANDARD".equals(before) && "HIGH".equals(standings.of(line).throughput())) {
            number(line, "THROUGHPUT_UPGRADE", "TIER_UNLIMITED");
        }
    }

    private void number(Line line, String event, String limit) {
        ObjectNode value = JsonNodeFactory.instance.objectNode();
        value.put("display_phone_number", line.number().display()).put("event", event);
        value.put("current_limit", limit).put("max_daily_conversations_per_business", limit);
        tell(line.account(), "phone_number_quality_update", value);
    }

    /** @param time how long; zero ends it */
    public void maintenance(Line line, Duration time) {
        Instant until = clock.instant().plus(time);
        standings.set(line.number().id(), Fact.MAINTENANCE_UNTIL, time.isZero() ? null : until.toString());
    }

    /** As if somebody else had registered it elsewhere, or had put it back. */
    public void registered(Line line, boolean registered) {
        standings.set(line.number().id(), Fact.REGISTERED, registered ? null : "false");
    }

    public void verified(Line line, boolean verified) {
        standings.set(line.number().id(), Fact.VERIFICATION, verified ? null : "UNVERIFIED");
    }

    /** Any other webhook. */
    public void tell(Account account, String field, ObjectNode value) {
        publisher.publishEvent(new AccountNews(account, field, value));
    }

    private static ObjectNode update(String event) {
        return JsonNodeFactory.instance.objectNode().put("event", event);
    }

    private static void expect(String name, String value, List<String> allowed) {
        if (!allowed.contains(value)) {
            throw new IllegalArgumentException(name + ": one of " + allowed + " was expected, found " + value);
        }
    }
}

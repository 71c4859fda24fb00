package io.recado.sandbox.whatsapp.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.AccountFate;
import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.account.Handshake;
import io.recado.sandbox.whatsapp.account.Standing;
import io.recado.sandbox.whatsapp.account.Standings;
import io.recado.sandbox.whatsapp.account.Subscriptions;
import io.recado.sandbox.whatsapp.account.WhatsAppSettings.Account;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets scripts do to accounts and numbers what WhatsApp does. */
@RestController
@RequestMapping("/sandbox/api")
class AccountControl {

    /** How a number stands, and where its webhooks go. */
    record Listed(
            String account,
            String portfolio,
            String app,
            String id,
            String number,
            String name,
            @Nullable String callback,
            Standing standing) {}

    /** What more an event needs; each event says which. */
    record Event(
            @Nullable List<String> restrictions,
            @Nullable Duration time,
            @Nullable String type,
            @Nullable String description,
            @Nullable String tier,
            @Nullable String score,
            @Nullable Integer messagesPerSecond,
            @Nullable String field,
            @Nullable ObjectNode value) {

        static final Event NOTHING = new Event(null, null, null, null, null, null, null, null, null);
    }

    record Callback(@Nullable String url, @Nullable String verifyToken) {}

    private final Accounts accounts;
    private final AccountFate fate;
    private final Standings standings;
    private final Subscriptions subscriptions;
    private final Handshake handshake;

    AccountControl(
            Accounts accounts,
            AccountFate fate,
            Standings standings,
            Subscriptions subscriptions,
            Handshake handshake) {
        this.accounts = accounts;
        this.fate = fate;
        this.standings = standings;
        this.subscriptions = subscriptions;
        this.handshake = handshake;
    }

    @GetMapping("/numbers")
    List<Listed> numbers() {
        return accounts.lines().stream().map(this::listed).toList();
    }

    private Listed listed(Line line) {
        return new Listed(
                line.account().id(),
                line.account().portfolio(),
                line.account().appId(),
                line.number().id(),
                line.number().number(),
                line.number().name(),
                accounts.callback(line),
                standings.of(line));
    }

    @PostMapping("/accounts/{id:[0-9]+}/{event}")
    Map<String, Boolean> account(
            @PathVariable String id, @PathVariable String event, @RequestBody(required = false) @Nullable Event body) {
        Account account = accounts.named(id);
        Event given = body == null ? Event.NOTHING : body;
        switch (event) {
            case "lock" -> fate.lock(account, given.type() == null ? "SPAM" : given.type());
            case "restrict" ->
                fate.restrict(account, given.restrictions() == null ? List.of() : given.restrictions(), given.time());
            case "disable" -> fate.disable(account);
            case "warn" -> fate.warn(account);
            case "reinstate" -> fate.reinstate(account);
            case "payment-problem" -> fate.payment(account, true);
            case "payment-solved" -> fate.payment(account, false);
            case "tier" -> fate.tier(account, required("tier", given.tier()).toUpperCase(Locale.ROOT));
            case "alert" ->
                fate.alert(
                        account,
                        required("type", given.type()),
                        given.description() == null ? "" : given.description());
            case "news" -> fate.tell(account, required("field", given.field()), required("value", given.value()));
            default ->
                throw new IllegalArgumentException(
                        "event: lock, restrict, disable, warn, reinstate, payment-problem, payment-solved, tier, alert or news"
                                + " was expected, found " + event);
        }
        return Map.of("success", true);
    }

    @PostMapping("/numbers/{id:[0-9]+}/{event}")
    Map<String, Boolean> number(
            @PathVariable String id, @PathVariable String event, @RequestBody(required = false) @Nullable Event body) {
        Line line = accounts.line(id);
        Event given = body == null ? Event.NOTHING : body;
        switch (event) {
            case "quality" ->
                fate.quality(line, required("score", given.score()).toUpperCase(Locale.ROOT));
            case "throughput" -> fate.throughput(line, required("messagesPerSecond", given.messagesPerSecond()));
            case "maintenance" -> fate.maintenance(line, given.time() == null ? Duration.ofMinutes(1) : given.time());
            case "register" -> fate.registered(line, true);
            case "deregister" -> fate.registered(line, false);
            case "verify" -> fate.verified(line, true);
            case "unverify" -> fate.verified(line, false);
            default ->
                throw new IllegalArgumentException(
                        "event: quality, throughput, maintenance, register, deregister, verify or unverify was expected, found "
                                + event);
        }
        return Map.of("success", true);
    }

    /** Sends the webhooks of the account's app elsewhere, if that place proves itself. */
    @PostMapping("/accounts/{id:[0-9]+}/callback")
    Map<String, Boolean> callback(@PathVariable String id, @RequestBody Callback callback) {
        Account account = accounts.named(id);
        String url = required("url", callback.url());
        handshake.verify(url, required("verifyToken", callback.verifyToken()));
        subscriptions.app(account, url);
        return Map.of("success", true);
    }

    /** Sends them again to where the settings say. */
    @DeleteMapping("/accounts/{id:[0-9]+}/callback")
    Map<String, Boolean> callback(@PathVariable String id) {
        subscriptions.app(accounts.named(id), null);
        return Map.of("success", true);
    }

    private static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(name + ": a value was expected, found nothing");
        }
        return value;
    }
}

package io.recado.sandbox.whatsapp.graph;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.SandboxReset;
import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.account.Standings;
import io.recado.sandbox.whatsapp.account.WhatsAppSettings.Account;
import io.recado.sandbox.whatsapp.wire.GraphError;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Lets management calls through: for the right token, and as many in an hour as WhatsApp takes for one account. */
@Component
class Managed {

    static final String USAGE = "x-business-use-case-usage";

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int UNREGISTERED = 200;
    private static final int REGISTERED = 5000;
    private static final int PERCENT = 100;

    private final Accounts accounts;
    private final Standings standings;
    private final Clock clock;
    private final Map<String, Deque<Instant>> calls = new ConcurrentHashMap<>();

    Managed(Accounts accounts, Standings standings, Clock clock) {
        this.accounts = accounts;
        this.standings = standings;
        this.clock = clock;
    }

    /** The account of this id; the call counts. */
    Account account(String id, @Nullable String authorization) {
        Account account = accounts.account(id, authorization);
        count(account);
        return account;
    }

    /** The number of this id; calls for numbers do not count. */
    Line line(String id, @Nullable String authorization) {
        return accounts.managed(id, authorization);
    }

    private void count(Account account) {
        boolean registered = account.numbers().stream()
                .anyMatch(number -> standings.of(new Line(account, number)).registered());
        int most = registered ? REGISTERED : UNREGISTERED;
        Deque<Instant> recent = calls.computeIfAbsent(account.id(), id -> new ArrayDeque<>());
        synchronized (recent) {
            Instant now = clock.instant();
            // the clock may have been turned back, too
            recent.removeIf(call -> !call.isAfter(now.minus(HOUR)) || call.isAfter(now));
            boolean full = recent.size() >= most;
            if (!full) {
                recent.add(now);
            }
            Duration wait = full ? Duration.between(now, recent.getFirst().plus(HOUR)) : Duration.ZERO;
            tell(account, recent.size() * PERCENT / most, wait);
            if (full) {
                throw new Refused(
                        GraphError.of(80007),
                        "There have been too many calls to this account: " + most + " an hour are allowed.");
            }
        }
    }

    private static void tell(Account account, int percent, Duration wait) {
        ObjectNode usage = JsonNodeFactory.instance.objectNode();
        usage.putArray(account.id())
                .addObject()
                .put("type", "whatsapp")
                .put("call_count", percent)
                .put("total_cputime", percent)
                .put("total_time", percent)
                .put("estimated_time_to_regain_access", wait.plusSeconds(59).toMinutes());
        if (RequestContextHolder.currentRequestAttributes() instanceof ServletRequestAttributes request
                && request.getResponse() != null) {
            request.getResponse().setHeader(USAGE, usage.toString());
        }
    }

    @EventListener
    void reset(SandboxReset reset) {
        calls.clear();
    }
}

package io.recado.sandbox.whatsapp.account;

import io.recado.sandbox.SandboxReset;
import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.wire.GraphError;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** How every number stands with WhatsApp, and what that keeps it from. */
@Component
public class Standings {

    private final Facts facts;
    private final Tally tally;
    private final WhatsAppSettings settings;
    private final Clock clock;
    private final Map<String, Standing> byNumber = new ConcurrentHashMap<>();

    Standings(Facts facts, Tally tally, WhatsAppSettings settings, Clock clock) {
        this.facts = facts;
        this.tally = tally;
        this.settings = settings;
        this.clock = clock;
    }

    public Standing of(Line line) {
        Standing standing = byNumber.computeIfAbsent(line.number().id(), id -> read(line));
        return over(standing.restrictedUntil()) ? standing.unrestricted() : standing;
    }

    private Standing read(Line line) {
        String number = line.number().id();
        String account = line.account().id();
        String restrictions = facts.get(account, Fact.RESTRICTIONS, "");
        String restricted = facts.get(account, Fact.RESTRICTED_UNTIL);
        String maintenance = facts.get(number, Fact.MAINTENANCE_UNTIL);
        return new Standing(
                facts.get(number, Fact.QUALITY, "GREEN"),
                Integer.parseInt(
                        facts.get(number, Fact.MESSAGES_PER_SECOND, Integer.toString(settings.messagesPerSecond()))),
                facts.get(line.account().portfolio(), Fact.TIER, "TIER_UNLIMITED"),
                Boolean.parseBoolean(facts.get(number, Fact.REGISTERED, "true")),
                facts.get(account, Fact.ACCOUNT_STATE, "ACTIVE"),
                restrictions.isEmpty() ? List.of() : List.of(restrictions.split(",", -1)),
                restricted == null ? null : Instant.parse(restricted),
                Boolean.parseBoolean(facts.get(account, Fact.PAYMENT_PROBLEM, "false")),
                maintenance == null ? null : Instant.parse(maintenance));
    }

    void set(String subject, Fact fact, @Nullable String value) {
        facts.set(subject, fact, value);
        byNumber.clear();
    }

    /**
     * Refuses a message that the number's standing does not let through.
     *
     * @param template whether it is a template message, which a business may send first
     * @param category what it is priced as, such as {@code utility}
     */
    public void admit(Line line, boolean template, String category) {
        Standing standing = of(line);
        if (!standing.registered()) {
            throw refused(133010);
        }
        if (standing.maintenanceUntil() != null && !over(standing.maintenanceUntil())) {
            throw refused(131057);
        }
        switch (standing.accountState()) {
            case "LOCKED" -> throw refused(131031);
            case "DISABLED" -> throw refused(368);
            case "RESTRICTED" -> {
                if (forbidden(standing.restrictions(), template, category)) {
                    throw refused(368);
                }
            }
            default -> {
                // nothing against it
            }
        }
        if (standing.paymentProblem()) {
            throw refused(131042);
        }
    }

    private boolean over(@Nullable Instant end) {
        return end != null && !clock.instant().isBefore(end);
    }

    private static boolean forbidden(List<String> restrictions, boolean template, String category) {
        return restrictions.isEmpty()
                || restrictions.contains(
                        template ? "RESTRICTED_BIZ_INITIATED_MESSAGING" : "RESTRICTED_CUSTOMER_INITIATED_MESSAGING")
                || (template && restrictions.contains("RESTRICTED_UTILITY_TEMPLATES") && "utility".equals(category));
    }

    private static Refused refused(int code) {
        GraphError error = GraphError.of(code);
        return new Refused(error, error.details());
    }

    @EventListener
    void reset(SandboxReset reset) {
        facts.reset();
        tally.reset();
        byNumber.clear();
    }
}

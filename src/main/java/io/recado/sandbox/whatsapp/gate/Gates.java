package io.recado.sandbox.whatsapp.gate;

import io.recado.sandbox.ClockMoved;
import io.recado.sandbox.SandboxReset;
import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.account.Standings;
import io.recado.sandbox.whatsapp.account.WhatsAppSettings;
import io.recado.sandbox.whatsapp.account.WhatsAppSetup;
import io.recado.sandbox.whatsapp.wire.GraphError;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Refuses what is too much, by the sandbox's clock. A clock that jumps begins anew. */
@Component
public class Gates {

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Standings standings;
    private final WhatsAppSettings settings;
    private final Clock clock;
    private final Throughput throughput = new Throughput();
    private final Pairs pairs;
    private final Reach reach;

    Gates(
            JdbcClient jdbc,
            Accounts accounts,
            Standings standings,
            WhatsAppSettings settings,
            Clock clock,
            WhatsAppSetup.WhatsAppSchema schema) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.standings = standings;
        this.settings = settings;
        this.clock = clock;
        this.pairs = new Pairs(settings.pairGrace());
        this.reach = new Reach(this::stored);
    }

    /** Lets a business's message through, or refuses it with 130429 or 131056. */
    public void admit(Line line, String waId, Instant now) {
        String number = line.number().id();
        int perSecond = standings.of(line).messagesPerSecond();
        if (perSecond > 0 && !throughput.admits(number, perSecond, micros(now))) {
            throw refused(130429);
        }
        if (settings.pairLimit() && !pairs.admits(number, waId, now)) {
            throw refused(131056);
        }
    }

    /** A person's message: it counts, and is never refused. */
    public void heard(String phoneNumberId, Instant now) {
        Line line = accounts.findLine(phoneNumberId);
        int perSecond = line == null ? 0 : standings.of(line).messagesPerSecond();
        if (perSecond > 0) {
            throughput.count(phoneNumberId, perSecond, micros(now));
        }
    }

    /** Whether the portfolio's messaging limit lets its business write to this person first. */
    public boolean mayReach(Line line, String waId, Instant now) {
        int people = settings.messagingLimit() ? Reach.people(standings.of(line).tier()) : Integer.MAX_VALUE;
        return people == Integer.MAX_VALUE || reach.admits(line.account().portfolio(), waId, people, now);
    }

    private Map<String, Instant> stored(String portfolio) {
        Map<String, Instant> people = new HashMap<>();
        jdbc.sql("""
                        select wa_id, max(at) as at from whatsapp.message
                         where phone_number_id = any(:numbers) and outside_window and failure is null and at > :since
                         group by wa_id
                        """)
                .param(
                        "numbers",
                        accounts.lines().stream()
                                .filter(line -> line.account().portfolio().equals(portfolio))
                                .map(line -> line.number().id())
                                .toArray(String[]::new))
                .param("since", Timestamp.from(clock.instant().minus(Duration.ofHours(24))))
                .query(row -> {
                    people.put(row.getString("wa_id"), row.getTimestamp("at").toInstant());
                });
        return people;
    }

    private static Refused refused(int code) {
        GraphError error = GraphError.of(code);
        return new Refused(error, error.details());
    }

    private static long micros(Instant now) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, now);
    }

    @EventListener({ClockMoved.class, SandboxReset.class})
    void forget() {
        throughput.forget();
        pairs.forget();
        reach.forget();
    }
}

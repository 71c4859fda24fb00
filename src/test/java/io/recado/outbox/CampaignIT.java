package io.recado.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recado.WholeHub;
import io.recado.channel.CloudStub;
import io.recado.configuration.ChannelId;
import io.recado.configuration.ClinicId;
import io.recado.contact.PhoneNumber;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A campaign of 50,000 leaves through a channel at its pace and has minutes or hours to go. Who waits for an answer does not wait for
 * them, and reminders neither.
 */
@WholeHub
class CampaignIT {

    private static final int CAMPAIGN = 50_000;
    private static final int SLOW = 5;
    private static final Duration REPLY = Duration.ofSeconds(2);
    private static final Duration REMINDER = Duration.ofMinutes(1);
    private static final CloudStub whatsApp = new CloudStub(Duration.ofMillis(100)).forgettingCalls();

    private static final AtomicInteger people = new AtomicInteger();

    private final Map<String, Instant> acceptedAt = new ConcurrentHashMap<>();

    @Autowired
    Outbox outbox;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient jdbc;

    /** A message that was ordered, and the instant from which it may leave. */
    private record Awaited(String id, Instant due) {}

    @DynamicPropertySource
    static void partner(DynamicPropertyRegistry properties) {
        properties.add("partner.url", whatsApp::url);
        properties.add("palermo.rate", () -> SLOW);
    }

    @BeforeEach
    void writeAtAnyHour() {
        whatsApp.onAccepted((id, wamid) -> acceptedAt.put(id, clock.instant()));
        jdbc.sql("""
                insert into quiet_hours (clinic, kind, quiet, from_time, to_time, version, changed_at)
                select clinic, kind, false, '22:00', '09:00', 1, :now
                from unnest(array['centro', 'palermo']) as clinic, unnest(array['REMINDER', 'CAMPAIGN']) as kind
                on conflict do nothing
                """).param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }

    /** Or the hub would be busy when it stops. */
    @AfterEach
    void callItOff() {
        jdbc.sql("update delivery set status = 'revoked' where status in ('planned', 'queued')")
                .update();
        // one whose answer got lost is moved on by the sweep
        await().atMost(REMINDER)
                .until(() -> jdbc.sql("select count(*) from delivery where status = 'sending'")
                                .query(Integer.class)
                                .single()
                        == 0);
    }

    @Test
    void keepsNoReplyAndNoReminderWaiting() throws Exception {
        var channel = new ChannelId("centro-cloud");
        campaign("centro", channel, CAMPAIGN);
        await().atMost(REMINDER).until(() -> acceptedAt.size() >= 100);

        var reminders = place("centro", channel, Priority.REMINDER, 300, Duration.ofSeconds(2));
        var replies = oneByOne("centro", channel, 40, Duration.ofMillis(150));

        assertThat(delays(replies)).allSatisfy(late -> assertThat(late).isLessThan(REPLY));
        assertThat(delays(reminders)).allSatisfy(late -> assertThat(late).isLessThan(REMINDER));
        assertThat(acceptedAt.size()).as("the campaign goes on beside them").isGreaterThan(100 + 300 + 40);
        assertThat(waiting(channel)).as("and is far from its end").isGreaterThan(CAMPAIGN - 5_000);
    }

    @Test
    void neitherOnANumberThatTakesFewMessages() throws Exception {
        var channel = new ChannelId("palermo-cloud");
        campaign("palermo", channel, CAMPAIGN / 10);
        await().atMost(REMINDER).until(() -> acceptedAt.size() >= SLOW);

        var reminders = place("palermo", channel, Priority.REMINDER, 5, Duration.ofSeconds(1));
        var replies = oneByOne("palermo", channel, 5, Duration.ofMillis(700));

        assertThat(delays(replies)).allSatisfy(late -> assertThat(late).isLessThan(REPLY));
        assertThat(delays(reminders)).allSatisfy(late -> assertThat(late).isLessThan(REMINDER));
    }

    private void campaign(String clinic, ChannelId channel, int messages) {
        jdbc.sql("""
                with ordered as (
                    insert into message (id, rule, subject, version, clinic, channel, to_phone, content, nonce)
                    select gen_random_uuid(), 'campaign', :clinic || ':' || n, '1', :clinic, :channel, '+347' || lpad(n::text, 8, '0'),
                           '{"kind": "text", "text": "Novedades"}', 'campaign-' || :clinic || n
                    from generate_series(1, :messages) as n
                    returning id
                )
                insert into delivery (id, channel, status, priority, due_at, useful_until, planned_at)
                select id, :channel, 'planned', :priority, :now, :now + interval '1 day', :now from ordered
                """)
                .param("clinic", clinic)
                .param("channel", channel.value())
                .param("messages", messages)
                .param("priority", Priority.CAMPAIGN.ordinal())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private List<Awaited> oneByOne(String clinic, ChannelId channel, int count, Duration apart) throws Exception {
        var placed = new ArrayList<Awaited>();
        try (var writers = Executors.newSingleThreadScheduledExecutor()) {
            var each = IntStream.range(0, count)
                    .mapToObj(n -> writers.schedule(
                            () -> place(clinic, channel, Priority.ANSWER, 1, Duration.ZERO),
                            n * apart.toMillis(),
                            TimeUnit.MILLISECONDS))
                    .toList();
            for (var one : each) {
                placed.addAll(one.get());
            }
        }
        return placed;
    }

    private List<Awaited> place(String clinic, ChannelId channel, Priority priority, int count, Duration ahead) {
        var due = clock.instant().plus(ahead);
        var orders = IntStream.range(0, count)
                .mapToObj(n -> new Order(
                        new OrderKey("test", "test:" + UUID.randomUUID(), "1"),
                        new ClinicId(clinic),
                        channel,
                        new PhoneNumber("+346%08d".formatted(people.incrementAndGet())),
                        new Content.Text("Hola"),
                        priority,
                        UUID.randomUUID().toString(),
                        due,
                        due.plus(Duration.ofHours(1))))
                .toList();
        return outbox.place(orders).stream()
                .map(placement -> new Awaited(placement.id().toString(), due))
                .toList();
    }

    private List<Duration> delays(List<Awaited> messages) {
        await().atMost(REMINDER.plus(REMINDER))
                .until(() -> messages.stream().map(Awaited::id).allMatch(acceptedAt::containsKey));
        return messages.stream()
                .map(message -> Duration.between(message.due(), Objects.requireNonNull(acceptedAt.get(message.id()))))
                .toList();
    }

    private int waiting(ChannelId channel) {
        return jdbc.sql("select count(*) from delivery where status = 'planned' and channel = :channel")
                .param("channel", channel.value())
                .query(Integer.class)
                .single();
    }
}

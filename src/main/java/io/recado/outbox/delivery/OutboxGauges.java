package io.recado.outbox.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.recado.channel.Channels;
import io.recado.outbox.ledger.Sql;
import io.recado.outbox.queue.Queues;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What waits: messages whose time has come, and what stands for each channel between its queue and WhatsApp. Asked when scraped. */
@Component
class OutboxGauges implements MeterBinder {

    private final JdbcClient jdbc;
    private final Channels channels;
    private final Clock clock;

    OutboxGauges(JdbcClient jdbc, Channels channels, Clock clock) {
        this.jdbc = jdbc;
        this.channels = channels;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("recado.outbox.due", this, OutboxGauges::due)
                .description("Messages that are due and not queued yet")
                .register(registry);
        Gauge.builder("recado.outbox.in.doubt", this, OutboxGauges::inDoubt)
                .description("Messages whose answer was lost and that wait for news")
                .register(registry);
        channels.all().forEach(channel -> Gauge.builder(
                        "recado.queue.depth",
                        this,
                        gauges -> gauges.queued(channel.id().value()))
                .description("Messages of a queue that have not left, those held back included")
                .tag("queue", Queues.outbound(channel.id()))
                .register(registry));
    }

    private double due() {
        return count(jdbc.sql("select count(*) from delivery where status = 'planned' and due_at <= :now")
                .param("now", Sql.at(clock.instant())));
    }

    private double inDoubt() {
        return count(jdbc.sql("select count(*) from delivery where status = 'in_doubt'"));
    }

    private double queued(String channel) {
        return count(jdbc.sql("select count(*) from delivery where status = 'queued' and channel = :channel")
                .param("channel", channel));
    }

    private static double count(JdbcClient.StatementSpec statement) {
        return statement.query(Long.class).single();
    }
}

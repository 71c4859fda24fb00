package io.recado.outbox;

import static java.util.stream.Collectors.toMap;

import io.micrometer.core.instrument.MeterRegistry;
import io.recado.channel.Channel;
import io.recado.channel.Channels;
import io.recado.channel.Standings;
import io.recado.configuration.ChannelId;
import io.recado.configuration.Wiring;
import io.recado.configuration.Wiring.ChannelEntry;
import io.recado.outbox.delivery.Consequences;
import io.recado.outbox.delivery.Departures;
import io.recado.outbox.delivery.RecipientClock;
import io.recado.outbox.delivery.RetrySchedule;
import io.recado.outbox.delivery.Sendoff;
import io.recado.outbox.gate.Allowances;
import io.recado.outbox.gate.Breakers;
import io.recado.outbox.gate.Gates;
import io.recado.outbox.gate.Lanes;
import io.recado.outbox.gate.Leases;
import io.recado.outbox.gate.Pace;
import io.recado.outbox.gate.PairLimits;
import io.recado.outbox.gate.Parks;
import io.recado.outbox.ledger.OutboxMetrics;
import io.recado.outbox.ledger.Reach;
import io.recado.outbox.ledger.Steps;
import io.recado.outbox.queue.Queues;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What several of the outbox's facades share: the state of the gates, and the consequences of what channels say. */
@Configuration(proxyBeanMethods = false)
class OutboxConfiguration {

    @Bean
    OutboxMetrics outboxMetrics(MeterRegistry registry) {
        return new OutboxMetrics(registry);
    }

    @Bean
    PairLimits pairLimits() {
        return new PairLimits();
    }

    @Bean
    Parks parks(JdbcClient jdbc, Clock clock, Wiring wiring, ChannelAlarms alarms) {
        return new Parks(jdbc, clock, wiring.delivery().probeEvery(), alarms);
    }

    @Bean
    Breakers breakers(Clock clock, ChannelAlarms alarms) {
        return new Breakers(clock, alarms);
    }

    @Bean
    Allowances allowances(Standings standings, Channels channels, JdbcClient jdbc, Clock clock, ChannelAlarms alarms) {
        return new Allowances(standings, channels, new Reach(jdbc), clock, alarms);
    }

    @Bean
    Consequences consequences(
            Channels channels,
            Standings standings,
            Parks parks,
            RecipientClock recipients,
            ApplicationEventPublisher events) {
        return new Consequences(channels, standings, new RetrySchedule(new SecureRandom()), parks, recipients, events);
    }

    @Bean
    Sendoff sendoff(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Clock clock,
            ObjectProvider<LastLook> lastLooks,
            Queues queues,
            PairLimits pairs,
            Allowances allowances,
            RecipientClock recipients,
            OutboxMetrics metrics) {
        var departures = new Departures(jdbc, new Steps(jdbc), clock, lastLooks, queues, pairs, allowances, recipients);
        return new Sendoff(new TransactionTemplate(transactions), departures, metrics);
    }

    /** {@link Dispatch} closes them. */
    @Bean(destroyMethod = "")
    Gates gates(
            JdbcClient jdbc,
            Clock clock,
            Queues queues,
            Channels channels,
            Wiring wiring,
            Parks parks,
            Breakers breakers,
            Allowances allowances,
            Sendoff sendoff) {
        var lanes = wiring.channels().stream().collect(toMap(entry -> new ChannelId(entry.id()), ChannelEntry::lanes));
        var paces = channels.all().stream()
                .collect(toMap(Channel::id, channel -> new Pace(channel.messagesPerSecond(), clock)));
        return new Gates(
                queues,
                new Leases(jdbc, Leases.LENGTH),
                parks,
                new Lanes(lanes),
                paces,
                breakers,
                allowances,
                sendoff::begin);
    }
}

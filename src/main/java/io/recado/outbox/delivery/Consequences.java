package io.recado.outbox.delivery;

import io.recado.channel.Channel;
import io.recado.channel.Channels;
import io.recado.channel.Failure;
import io.recado.channel.FailureClass;
import io.recado.channel.Standings;
import io.recado.configuration.ChannelId;
import io.recado.contact.PhoneNumber;
import io.recado.outbox.MarketingStopped;
import io.recado.outbox.Reason;
import io.recado.outbox.gate.Parks;
import io.recado.outbox.ledger.Row;
import io.recado.outbox.ledger.Step;
import io.recado.outbox.queue.Parcel;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

/**
 * What follows from a failure, whether it came as the answer or was reported later: the message's next step, and what is done about its
 * channel or its recipient. Everything happens in the caller's transaction.
 */
public final class Consequences {

    private static final int SPAM = 131048;
    private static final int MARKETING_STOPPED = 131050;

    /** Longer waits are the ledger's: the broker would keep them all in memory. */
    private static final Duration BROKER_HOLDS = Duration.ofMinutes(20);

    private final Channels channels;
    private final Standings standings;
    private final RetrySchedule schedule;
    private final Parks parks;
    private final RecipientClock recipients;
    private final ApplicationEventPublisher events;

    public Consequences(
            Channels channels,
            Standings standings,
            RetrySchedule schedule,
            Parks parks,
            RecipientClock recipients,
            ApplicationEventPublisher events) {
        this.channels = channels;
        this.standings = standings;
        this.schedule = schedule;
        this.parks = parks;
        this.recipients = recipients;
        this.events = events;
    }

    /** @param again what goes back to a queue; null for nothing */
    record Consequence(Step step, @Nullable Parcel again) {}

    /** @param failedAt when the failure happened, which may be earlier than now */
    Consequence of(Row row, Failure failure, Instant failedAt, Instant now) {
        var code = Integer.toString(failure.code());
        heed(row, failure, now);
        if (failure.kind() == FailureClass.FIX_ACCOUNT) {
            // not the message's fault: it waits on its queue, which nobody empties until the channel is resumed
            parks.park(row.channel(), failure);
            return new Consequence(Step.again(row, now, now, code), row.parcel());
        }
        var second = secondChannel(row, failure);
        if (second.isPresent() && now.isBefore(row.usefulUntil())) {
            var moved = row.movedTo(second.get());
            return new Consequence(Step.again(moved, now, now, Reason.SECOND_CHANNEL.name()), moved.parcel());
        }
        return schedule.next(
                        failure,
                        channels.retry(failure.code()),
                        row.attempts(),
                        now,
                        row.usefulUntil(),
                        recipients.zone(row))
                .map(next -> again(row, now, next, code))
                .orElseGet(() -> new Consequence(Step.failed(row, failedAt, failure), null));
    }

    private static Consequence again(Row row, Instant now, Instant next, String code) {
        var wait = Duration.between(now, next);
        return wait.compareTo(BROKER_HOLDS) <= 0
                ? new Consequence(Step.again(row, now, next, code), row.parcel().heldBack(wait))
                : new Consequence(Step.held(row, now, next, code), null);
    }

    private void heed(Row row, Failure failure, Instant now) {
        if (failure.code() == SPAM) {
            standings.spam(row.channel(), now.plus(channels.retry(SPAM).firstWait()));
        } else if (failure.code() == MARKETING_STOPPED) {
            events.publishEvent(
                    new MarketingStopped(row.id(), row.clinic(), row.channel(), new PhoneNumber(row.to()), now));
        }
    }

    /** A message takes one other way at most: once it has left the channel that it was ordered for, there is no further one. */
    private Optional<ChannelId> secondChannel(Row row, Failure failure) {
        return row.channel().equals(row.orderedChannel()) && channels.anotherWay(failure)
                ? channels.find(row.channel()).map(Channel::fallback)
                : Optional.empty();
    }
}

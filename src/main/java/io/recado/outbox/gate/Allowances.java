package io.recado.outbox.gate;

import io.recado.channel.Channel;
import io.recado.channel.Channels;
import io.recado.channel.Standing;
import io.recado.channel.Standing.Quality;
import io.recado.channel.Standings;
import io.recado.configuration.ChannelId;
import io.recado.outbox.ChannelHold;
import io.recado.outbox.ChannelHold.Extent;
import io.recado.outbox.ChannelTrouble.Kind;
import io.recado.outbox.Priority;
import io.recado.outbox.Reason;
import io.recado.outbox.ledger.Reach;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What each channel's standing with WhatsApp allows. Marketing stops first: when the number is flagged, when WhatsApp complained of spam, and
 * when nine tenths of the people are reached to whom the business may write first within 24 h; the last tenth is for reminders.
 *
 * <p>People are counted in the ledger now and then, and in between by what leaves here. Who wrote to the clinic within the day is counted too,
 * which errs on the side of the limit.
 */
public final class Allowances {

    private static final Duration BELIEVED = Duration.ofSeconds(2);
    private static final Duration COUNTED = Duration.ofSeconds(30);
    private static final Duration DAY = Duration.ofHours(24);
    private static final double FOR_MARKETING = 0.9;

    private record Known(Map<ChannelId, Standing> standings, Instant at) {}

    private record Count(AtomicInteger people, Instant at) {}

    private final Standings standings;
    private final Channels channels;
    private final Reach reach;
    private final Clock clock;
    private final Alarm alarm;
    private final Map<String, Count> counts = new ConcurrentHashMap<>();
    private final Map<ChannelId, ChannelHold> told = new ConcurrentHashMap<>();
    private volatile @Nullable Known known;

    public Allowances(Standings standings, Channels channels, Reach reach, Clock clock, Alarm alarm) {
        this.standings = standings;
        this.channels = channels;
        this.reach = reach;
        this.clock = clock;
        this.alarm = alarm;
    }

    public Standing standing(ChannelId channel) {
        var standing = standings().get(channel);
        return standing == null
                ? new Standing(channel, Quality.UNKNOWN, null, null, false, null, null, null, null)
                : standing;
    }

    /** What the channel holds back now; empty for nothing. */
    public Optional<ChannelHold> hold(ChannelId channel) {
        var hold = holdNow(channel);
        tell(channel, hold);
        return Optional.ofNullable(hold);
    }

    private @Nullable ChannelHold holdNow(ChannelId channel) {
        var now = clock.instant();
        var standing = standing(channel);
        if (standing.restricted(now)) {
            return new ChannelHold(Extent.BUSINESS_INITIATED, Reason.CHANNEL_RESTRICTED, standing.restrictedUntil());
        }
        var most = standing.peopleADay();
        var reached = reached(channel, most);
        if (most.isPresent() && reached >= most.getAsInt()) {
            return new ChannelHold(Extent.BUSINESS_INITIATED, Reason.MESSAGING_LIMIT, null);
        }
        if (standing.quality() == Quality.RED || standing.spam(now)) {
            return new ChannelHold(Extent.MARKETING, Reason.CHANNEL_QUALITY, standing.spamUntil());
        }
        return most.isPresent() && reached >= FOR_MARKETING * most.getAsInt()
                ? new ChannelHold(Extent.MARKETING, Reason.MESSAGING_LIMIT, null)
                : null;
    }

    /** A message that nobody asked for leaves: it counts towards the limit. */
    public void left(ChannelId channel, Priority priority) {
        if (priority.notice().isPresent() && standing(channel).peopleADay().isPresent()) {
            count(channel).people().incrementAndGet();
        }
    }

    /** People written to first within 24 h, as far as anybody limits them. */
    public int reached(ChannelId channel) {
        return reached(channel, standing(channel).peopleADay());
    }

    private int reached(ChannelId channel, OptionalInt most) {
        return most.isPresent() ? count(channel).people().get() : 0;
    }

    private Count count(ChannelId channel) {
        var account = channels.find(channel).map(Channel::businessAccountId).orElse(null);
        var shared = account == null ? List.of(channel) : channels.ofAccount(account);
        var now = clock.instant();
        return counts.compute(
                account == null ? "channel " + channel : account,
                (key, before) -> before != null && now.isBefore(before.at().plus(COUNTED))
                        ? before
                        : new Count(new AtomicInteger(reach.people(shared, now.minus(DAY))), now));
    }

    private Map<ChannelId, Standing> standings() {
        var now = clock.instant();
        var before = known;
        if (before == null || !now.isBefore(before.at().plus(BELIEVED))) {
            before = new Known(standings.all(), now);
            known = before;
        }
        return before.standings();
    }

    private void tell(ChannelId channel, @Nullable ChannelHold hold) {
        var before = hold == null ? told.remove(channel) : told.put(channel, hold);
        var same =
                before != null && hold != null && before.extent() == hold.extent() && before.reason() == hold.reason();
        if (!same && hold != null) {
            alarm.ring(channel, Kind.HELD, false, hold.reason().name());
        } else if (before != null && hold == null) {
            alarm.ring(channel, Kind.HELD, true, before.reason().name());
        }
    }
}

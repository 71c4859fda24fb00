package io.recado.console.api;

import io.recado.channel.Channel;
import io.recado.channel.Channels;
import io.recado.clinic.Clinic;
import io.recado.clinic.Clinics;
import io.recado.console.access.Action;
import io.recado.console.access.AuditLog;
import io.recado.console.access.Permission;
import io.recado.console.access.Requires;
import io.recado.console.access.Viewer;
import io.recado.outbox.ChannelHold;
import io.recado.outbox.ChannelState;
import io.recado.outbox.OutboundChannels;
import io.recado.outbox.ParkedChannel;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(ApiConfiguration.ROOT)
@Requires(Permission.SEE_CHANNELS)
@Tag(name = "Channels")
class ChannelsController {

    private final Channels channels;
    private final OutboundChannels outbound;
    private final Clinics clinics;
    private final AuditLog audit;

    ChannelsController(Channels channels, OutboundChannels outbound, Clinics clinics, AuditLog audit) {
        this.channels = channels;
        this.outbound = outbound;
        this.clinics = clinics;
        this.audit = audit;
    }

    @GetMapping("/channels")
    @Operation(summary = "The ways to WhatsApp, what each can do, how it stands, and why something does not leave")
    Page<ChannelView> channels(Viewer viewer) {
        var seen = seenBy(viewer).stream().map(Channel::id).toList();
        return Page.whole(outbound.states().stream()
                .filter(state -> seen.contains(state.channel()))
                .map(state -> ChannelView.of(channels.get(state.channel()), state))
                .toList());
    }

    @PostMapping("/channels/{id}/resume")
    @Requires(Permission.MANAGE_CHANNELS)
    @Operation(
            summary = "Let a parked channel send again",
            description = "Its messages leave from where they stopped. A channel that is not parked is left as it is.")
    ChannelView resume(@PathVariable String id, Viewer viewer) {
        var seen = seenBy(viewer);
        var channel = seen.stream()
                .filter(one -> one.id().value().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.noSuch(
                        "channel", id, seen.stream().map(Channel::id).toList()));
        outbound.resume(channel.id(), viewer.name());
        audit.record(viewer, Action.CHANNEL_RESUMED, "channel:" + id);
        return outbound.states().stream()
                .filter(state -> state.channel().equals(channel.id()))
                .map(state -> ChannelView.of(channel, state))
                .findFirst()
                .orElseThrow();
    }

    /** The channels that one of their clinics sends through. */
    private List<Channel> seenBy(Viewer viewer) {
        var theirs = clinics.all().stream()
                .filter(clinic -> viewer.sees(clinic.id()))
                .map(Clinic::channel)
                .toList();
        return channels.all().stream()
                .filter(channel -> viewer.clinics().all() || theirs.contains(channel.id()))
                .toList();
    }

    /** A channel without its secrets. */
    @Schema(name = "Channel")
    record ChannelView(
            String id,
            @Schema(example = "whatsapp-cloud") String type,

            @Schema(
                    description = "What its number is for",
                    allowableValues = {"notify", "inbox", "bot"})
            String mode,

            @Nullable String phoneNumberId,
            @Nullable String businessAccountId,
            int messagesPerSecond,
            CapabilitiesView capabilities,

            @Nullable @Schema(description = "The channel that tries whom this one cannot reach")
            String fallback,

            @Nullable @Schema(description = "Why nothing leaves through it; null while it sends")
            ParkedView parked,

            @Schema(
                    description = "This node's circuit breaker: open while the channel is out of order",
                    allowableValues = {"closed", "open", "half_open"})
            String breaker,

            @Nullable @Schema(description = "What its standing with WhatsApp holds back; null for nothing")
            HoldView hold,

            StandingView standing) {

        static ChannelView of(Channel channel, ChannelState state) {
            var can = channel.capabilities();
            var parked = state.parked();
            return new ChannelView(
                    channel.id().value(),
                    channel.type(),
                    Parameters.code(channel.mode()),
                    channel.phoneNumberId(),
                    channel.businessAccountId(),
                    channel.messagesPerSecond(),
                    new CapabilitiesView(
                            can.templates(),
                            can.quickReplies(),
                            can.links(),
                            can.media(),
                            can.statuses(),
                            can.serviceWindow()),
                    channel.fallback() == null ? null : channel.fallback().value(),
                    parked == null ? null : ParkedView.of(parked),
                    Parameters.code(state.breaker()),
                    state.hold() == null ? null : HoldView.of(state.hold()),
                    StandingView.of(state));
        }
    }

    /** What waits in the ledger because of the channel's standing. */
    @Schema(name = "Hold")
    record HoldView(
            @Schema(allowableValues = {"marketing", "business_initiated"})
            String extent,

            @Schema(example = "CHANNEL_QUALITY") String reason,

            @Nullable @Schema(description = "When it ends by itself, as far as anybody knows")
            Instant until) {

        static HoldView of(ChannelHold hold) {
            return new HoldView(Parameters.code(hold.extent()), hold.reason().name(), hold.until());
        }
    }

    /** How the channel stands with WhatsApp, as WhatsApp last said. */
    @Schema(name = "Standing")
    record StandingView(
            @Schema(allowableValues = {"green", "yellow", "red", "unknown"})
            String quality,

            @Nullable @Schema(example = "TIER_2K") String limit,

            @Nullable @Schema(description = "Whom the business may write to first within 24 h; null for anybody")
            Integer peopleADay,

            @Schema(description = "Whom it has written to; 0 where nobody limits it")
            int reached,

            @Nullable @Schema(example = "STANDARD") String throughput,

            @Nullable
            @Schema(
                    description =
                            "Where WhatsApp sends the number's webhooks; empty for nowhere, null while it has not said")
            String webhook,

            @Nullable Instant toldAt) {

        static StandingView of(ChannelState state) {
            var standing = state.standing();
            var people = standing.peopleADay();
            return new StandingView(
                    Parameters.code(standing.quality()),
                    standing.limit(),
                    people.isPresent() ? people.getAsInt() : null,
                    state.reached(),
                    standing.throughput(),
                    standing.webhook(),
                    standing.toldAt());
        }
    }

    /** Why a channel is closed until people act. */
    @Schema(name = "Parked")
    record ParkedView(
            Instant since,

            @Schema(description = "WhatsApp's code", example = "190")
            int code,

            String title,
            @Nullable String details,
            @Nullable String trace,

            @Schema(description = "When one message tries by itself whether the trouble is over")
            Instant probeAt) {

        static ParkedView of(ParkedChannel parked) {
            var failure = parked.failure();
            return new ParkedView(
                    parked.since(),
                    failure.code(),
                    failure.title(),
                    failure.details(),
                    failure.trace(),
                    parked.probeAt());
        }
    }

    /** What a channel can do. */
    @Schema(name = "Capabilities")
    record CapabilitiesView(
            boolean templates,
            boolean quickReplies,
            boolean links,
            boolean media,
            boolean statuses,
            boolean serviceWindow) {}
}

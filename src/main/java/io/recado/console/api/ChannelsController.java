package io.recado.console.api;

import static java.util.stream.Collectors.toMap;

import io.recado.channel.Channel;
import io.recado.channel.Channels;
import io.recado.configuration.ChannelId;
import io.recado.console.access.Permission;
import io.recado.console.access.Requires;
import io.recado.outbox.Outbox;
import io.recado.outbox.ParkedChannel;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Instant;
import java.util.function.Function;
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
    private final Outbox outbox;

    ChannelsController(Channels channels, Outbox outbox) {
        this.channels = channels;
        this.outbox = outbox;
    }

    @GetMapping("/channels")
    @Operation(summary = "The ways to WhatsApp, what each can do, and whether it is parked")
    Page<ChannelView> channels() {
        var parked = outbox.parked().stream().collect(toMap(ParkedChannel::channel, Function.identity()));
        return Page.whole(channels.all().stream()
                .map(channel -> ChannelView.of(channel, parked.get(channel.id())))
                .toList());
    }

    @PostMapping("/channels/{id}/resume")
    @Requires(Permission.MANAGE_CHANNELS)
    @Operation(
            summary = "Let a parked channel send again",
            description = "Its messages leave from where they stopped. A channel that is not parked is left as it is.")
    ChannelView resume(@PathVariable String id, Principal caller) {
        var channel = channels.find(new ChannelId(id))
                .orElseThrow(() -> Refusal.noSuch(
                        "channel", id, channels.all().stream().map(Channel::id).toList()));
        outbox.resume(channel.id(), caller.getName());
        return ChannelView.of(channel, null);
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

            @Nullable @Schema(description = "Why nothing leaves through it; null while it sends")
            ParkedView parked) {

        static ChannelView of(Channel channel, @Nullable ParkedChannel parked) {
            var can = channel.capabilities();
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
                    parked == null ? null : ParkedView.of(parked));
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

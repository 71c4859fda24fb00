package io.recado.console.api;

import io.recado.channel.Channel;
import io.recado.channel.Channels;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(ApiConfiguration.ROOT)
@Tag(name = "Channels")
class ChannelsController {

    private final Channels channels;

    ChannelsController(Channels channels) {
        this.channels = channels;
    }

    @GetMapping("/channels")
    @Operation(summary = "The ways to WhatsApp, and what each can do")
    Page<ChannelView> channels() {
        return Page.whole(channels.all().stream().map(ChannelView::of).toList());
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
            CapabilitiesView capabilities) {

        static ChannelView of(Channel channel) {
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
                            can.serviceWindow()));
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

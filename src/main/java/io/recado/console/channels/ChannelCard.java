package io.recado.console.channels;

import io.recado.channel.Channel;
import io.recado.clinic.Clinic;
import io.recado.outbox.ChannelFlow;
import io.recado.outbox.ParkedChannel;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A channel as its page shows it.
 *
 * @param clinics those of the viewer's that send through it
 * @param parked why nothing leaves; null while it sends
 * @param webhook where WhatsApp should report to
 */
record ChannelCard(
        Channel channel,
        List<Clinic> clinics,
        ChannelFlow flow,
        @Nullable ParkedChannel parked,
        URI webhook) {

    /** Messages that leave each second at most at this moment: none while it is closed. */
    public double perSecond() {
        return parked == null ? flow.perSecond() : 0;
    }

    /** What it can do, and what it cannot and why, in a fixed order. */
    public List<Ability> abilities() {
        var can = channel.capabilities();
        return List.of(
                new Ability("templates", can.templates()),
                new Ability("quickReplies", can.quickReplies()),
                new Ability("links", can.links()),
                new Ability("media", can.media()),
                new Ability("statuses", can.statuses()),
                new Ability("serviceWindow", can.serviceWindow()));
    }

    /** @param code the end of a message's key */
    record Ability(String code, boolean on) {}
}

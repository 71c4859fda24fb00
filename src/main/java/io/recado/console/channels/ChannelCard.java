package io.recado.console.channels;

import io.recado.channel.Channel;
import io.recado.clinic.Clinic;
import io.recado.outbox.ChannelFlow;
import io.recado.outbox.ChannelState;
import io.recado.outbox.ChannelState.Breaker;
import io.recado.outbox.ParkedChannel;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A channel as its page shows it.
 *
 * @param clinics those of the viewer's that send through it
 * @param state whether messages leave, and how the number stands with WhatsApp
 * @param webhook where WhatsApp should report to
 */
record ChannelCard(Channel channel, List<Clinic> clinics, ChannelFlow flow, ChannelState state, URI webhook) {

    /** Messages that leave each second at most at this moment: none while it is closed. */
    public double perSecond() {
        return parked() == null && state.breaker() != Breaker.OPEN ? flow.perSecond() : 0;
    }

    /** Why nothing leaves until people act; null while its account is in order. */
    public @Nullable ParkedChannel parked() {
        return state.parked();
    }

    /** How it looks in one word: {@code open}, {@code held}, {@code resting} or {@code parked}. */
    public String look() {
        if (parked() != null) {
            return "parked";
        }
        if (state.breaker() != Breaker.CLOSED) {
            return "resting";
        }
        return state.hold() != null ? "held" : "open";
    }

    /** What WhatsApp says about its webhook: {@code unknown} while it has not, {@code none}, {@code right} or {@code other}. */
    public String webhookIs() {
        var configured = state.standing().webhook();
        if (configured == null) {
            return "unknown";
        }
        if (configured.isEmpty()) {
            return "none";
        }
        return configured.equals(webhook.toString()) ? "right" : "other";
    }

    /** Whether WhatsApp's webhooks go where the hub does not hear them. */
    public boolean deaf() {
        return webhookIs().equals("none") || webhookIs().equals("other");
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

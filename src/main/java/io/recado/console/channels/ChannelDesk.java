package io.recado.console.channels;

import io.recado.channel.Channel;
import io.recado.channel.Channels;
import io.recado.clinic.Clinic;
import io.recado.clinic.Clinics;
import io.recado.configuration.ChannelId;
import io.recado.configuration.Wiring;
import io.recado.console.access.Action;
import io.recado.console.access.AuditLog;
import io.recado.console.access.Viewer;
import io.recado.outbox.OutboundChannels;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The channels for one viewer: those that no clinic of theirs sends through do not exist. */
@Component
class ChannelDesk {

    private final Channels channels;
    private final Clinics clinics;
    private final OutboundChannels outbound;
    private final AuditLog audit;
    private final URI publicUrl;

    ChannelDesk(Channels channels, Clinics clinics, OutboundChannels outbound, AuditLog audit, Wiring wiring) {
        this.channels = channels;
        this.clinics = clinics;
        this.outbound = outbound;
        this.audit = audit;
        this.publicUrl = wiring.publicUrl();
    }

    List<ChannelCard> all(Viewer viewer) {
        return channels.all().stream()
                .filter(channel -> sees(viewer, channel))
                .map(channel -> card(viewer, channel))
                .toList();
    }

    Optional<ChannelCard> find(Viewer viewer, String id) {
        return channels.all().stream()
                .filter(channel -> channel.id().value().equals(id) && sees(viewer, channel))
                .findFirst()
                .map(channel -> card(viewer, channel));
    }

    /** @return whether it was parked */
    @Transactional
    public boolean resume(Viewer viewer, ChannelId channel) {
        var resumed = outbound.resume(channel, viewer.name());
        if (resumed) {
            audit.record(viewer, Action.CHANNEL_RESUMED, "channel:" + channel);
        }
        return resumed;
    }

    private boolean sees(Viewer viewer, Channel channel) {
        return viewer.clinics().all() || !clinics(viewer, channel).isEmpty();
    }

    private List<Clinic> clinics(Viewer viewer, Channel channel) {
        return clinics.all().stream()
                .filter(clinic -> clinic.channel().equals(channel.id()) && viewer.sees(clinic.id()))
                .toList();
    }

    private ChannelCard card(Viewer viewer, Channel channel) {
        var state = outbound.states().stream()
                .filter(one -> one.channel().equals(channel.id()))
                .findFirst()
                .orElseThrow();
        return new ChannelCard(channel, clinics(viewer, channel), outbound.flow(channel.id()), state, webhook(channel));
    }

    private URI webhook(Channel channel) {
        var kind = channel.type().equals("whatsapp-cloud") ? "whatsapp" : "gateway";
        return URI.create("%s/webhooks/%s/%s".formatted(publicUrl, kind, channel.id()));
    }
}

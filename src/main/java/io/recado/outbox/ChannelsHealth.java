package io.recado.outbox;

import io.recado.channel.Standing;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/**
 * The channels in {@code /actuator/health}. One through which not everything leaves makes the hub's health {@code DEGRADED}, which is no
 * reason to restart it: liveness and readiness do not ask here.
 */
@Component("channelsHealthIndicator")
class ChannelsHealth extends AbstractHealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED", "Not everything leaves through every channel");

    private final OutboundChannels outbound;

    ChannelsHealth(OutboundChannels outbound) {
        super("The state of the channels could not be read");
        this.outbound = outbound;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        var sound = true;
        for (var state : outbound.states()) {
            sound &= state.sound();
            health.withDetail(state.channel().value(), details(state));
        }
        health.status(sound ? Status.UP : DEGRADED);
    }

    private static Map<String, Object> details(ChannelState state) {
        var details = new LinkedHashMap<String, Object>();
        if (state.parked() != null) {
            details.put("parkedSince", state.parked().since());
            details.put("parkedBy", state.parked().failure().code());
        }
        details.put("breaker", state.breaker());
        if (state.hold() != null) {
            details.put("holds", state.hold().extent());
            details.put("because", state.hold().reason());
        }
        if (state.standing().quality() != Standing.Quality.UNKNOWN) {
            details.put("quality", state.standing().quality());
        }
        if (state.standing().peopleADay().isPresent()) {
            details.put("peopleADay", state.standing().peopleADay().getAsInt());
            details.put("reached", state.reached());
        }
        return details;
    }
}

package io.recado.consent;

import io.recado.consent.OptOut.Cause;
import io.recado.consent.OptOut.Kind;
import io.recado.outbox.MarketingStopped;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Keeps what somebody told WhatsApp instead of the clinic: no more marketing. WhatsApp says so of the business as a whole, so it holds at every
 * clinic.
 */
@Component
class MarketingStops {

    private final Consents consents;

    MarketingStops(Consents consents) {
        this.consents = consents;
    }

    @EventListener
    void on(MarketingStopped told) {
        consents.optOut(new OptOut(null, told.phone(), Kind.MARKETING, Cause.CHANNEL, told.channel()));
    }
}

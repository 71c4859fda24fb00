package io.recado.conversation;

import io.recado.consent.Consents;
import io.recado.consent.OptOut;
import io.recado.consent.OptOut.Cause;
import io.recado.consent.OptOut.Kind;
import io.recado.contact.PhoneNumber;
import io.recado.contact.PhoneNumbers;
import io.recado.inbound.MarketingWish;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Keeps what people tell WhatsApp about marketing, as error 131050 does. WhatsApp says it of the business as a whole, so it holds at every clinic;
 * resuming takes back nothing but what WhatsApp had said before.
 */
@Component
class MarketingWishes {

    private final Consents consents;

    MarketingWishes(Consents consents) {
        this.consents = consents;
    }

    @EventListener
    void on(MarketingWish wish) {
        for (var phone : PhoneNumbers.twins(new PhoneNumber("+" + wish.waId()))) {
            if (wish.stop()) {
                consents.optOut(new OptOut(null, phone, Kind.MARKETING, Cause.CHANNEL, wish.channel()));
            } else {
                consents.resumed(phone);
            }
        }
    }
}

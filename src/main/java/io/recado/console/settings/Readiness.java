package io.recado.console.settings;

import io.recado.channel.Channels;
import io.recado.clinic.Clinic;
import io.recado.outbox.OutboundChannels;
import io.recado.template.Category;
import io.recado.template.Template;
import io.recado.template.Templates;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Whether a clinic's integration with WhatsApp is complete, and what is missing when it is not. */
@Component
class Readiness {

    private final Channels channels;
    private final Templates templates;
    private final OutboundChannels outbound;

    Readiness(Channels channels, Templates templates, OutboundChannels outbound) {
        this.channels = channels;
        this.templates = templates;
        this.outbound = outbound;
    }

    /** One thing that it takes. */
    enum Need {
        /** A number at WhatsApp. */
        NUMBER,
        /** The account that owns number and templates. */
        ACCOUNT,
        /** A channel that templates can leave through. */
        TEMPLATES_POSSIBLE,
        /** A template for reminders that WhatsApp has approved. */
        TEMPLATE
    }

    /**
     * What there is and what there is not.
     *
     * @param parked whether WhatsApp has closed the channel for now: nothing is missing, but nothing leaves either
     */
    record Report(String channel, List<Need> missing, boolean parked) {

        public boolean complete() {
            return missing.isEmpty();
        }
    }

    Report of(Clinic clinic) {
        var channel = channels.get(clinic.channel());
        var missing = new ArrayList<Need>();
        if (!channel.capabilities().templates()) {
            missing.add(Need.TEMPLATES_POSSIBLE);
        } else {
            if (channel.phoneNumberId() == null) {
                missing.add(Need.NUMBER);
            }
            if (channel.businessAccountId() == null) {
                missing.add(Need.ACCOUNT);
            }
        }
        if (templates.all().stream().noneMatch(Readiness::reminds)) {
            missing.add(Need.TEMPLATE);
        }
        var parked = outbound.parked().stream().anyMatch(one -> one.channel().equals(clinic.channel()));
        return new Report(clinic.channel().value(), List.copyOf(missing), parked);
    }

    private static boolean reminds(Template template) {
        return template.usable() && template.category() == Category.UTILITY;
    }
}

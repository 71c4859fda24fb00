package io.recado.sandbox.whatsapp.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.Tally;
import io.recado.sandbox.whatsapp.account.WhatsAppSettings.Account;
import io.recado.sandbox.whatsapp.wire.Fields;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes in what businesses want of their templates: new ones, changes, deletions, each within its limits. */
@Component
public class TemplateDesk {

    private static final int CREATIONS = 100;
    private static final int UNVERIFIED = 250;
    private static final int VERIFIED = 6000;
    private static final int EDITS_IN_30_DAYS = 10;
    private static final Duration BLOCKED = Duration.ofDays(30);
    private static final Set<String> EDITABLE = Set.of("APPROVED", "REJECTED", "PAUSED");

    private final Templates templates;
    private final TemplateFate fate;
    private final Tally tally;
    private final Clock clock;

    TemplateDesk(Templates templates, TemplateFate fate, Tally tally, Clock clock) {
        this.templates = templates;
        this.fate = fate;
        this.tally = tally;
        this.clock = clock;
    }

    /** Takes a new template and puts it in review. */
    public Template create(Account account, JsonNode body) {
        Proposal proposal = ProposalRules.read(body);
        synchronized (templates) {
            free(account, proposal);
            room(account);
            tally.add(account.id(), Tally.Kind.TEMPLATE_CREATED);
            Template template = Template.of(
                    templates.newId(),
                    account.id(),
                    proposal.name(),
                    proposal.language(),
                    proposal.category(),
                    "PENDING",
                    proposal.named(),
                    proposal.components());
            Life life = Life.begin(clock.instant(), proposal.extras());
            if (proposal.extras().path("allow_category_change").asBoolean()
                    && Verdict.promotesUnderAnotherCategory(template.category(), template.body())) {
                life = life.categories(template.category(), null);
                template = template.category("MARKETING");
            }
            return fate.review(template.life(life));
        }
    }

    private void free(Account account, Proposal proposal) {
        Template same = templates.find(account.id(), proposal.name(), proposal.language());
        if (same != null && !"PENDING_DELETION".equals(same.status())) {
            throw Refused.because(
                    2388024,
                    "There is already " + proposal.language()
                            + " content for this template. You can create a new template and try again.");
        }
        if (same != null || templates.blocked(account.id(), proposal.name(), proposal.language(), clock.instant())) {
            throw Refused.because(
                    2388023,
                    "New " + proposal.language()
                            + " content can't be added while the existing content is being deleted. Try again in 4 weeks or"
                            + " create a new template.");
        }
    }

    private void room(Account account) {
        int most = account.verified() ? VERIFIED : UNVERIFIED;
        if (templates.of(account.id()).size() >= most) {
            throw Refused.because(2388019, "This account has the " + most + " templates that it can have.");
        }
        if (tally.within(Duration.ofHours(1), account.id(), Tally.Kind.TEMPLATE_CREATED) >= CREATIONS) {
            throw Refused.because(2388019, "This account has created the " + CREATIONS + " templates of this hour.");
        }
    }

    /** Replaces what is given and puts the template in review again. */
    public void edit(long id, JsonNode body) {
        Fields request = Fields.managing(body)
                .strict(
                        "category",
                        "parameter_format",
                        "components",
                        "allow_category_change",
                        "message_send_ttl_seconds",
                        "cta_url_link_tracking_opted_out",
                        "sub_category");
        synchronized (templates) {
            Template before = found(id);
            if (!EDITABLE.contains(before.status())) {
                throw Refused.because(2388039, "A template with the status " + before.status() + " cannot be edited.");
            }
            String category = request.has("category") ? ProposalRules.category(request) : before.category();
            boolean approved = "APPROVED".equals(before.status());
            if (approved && !category.equals(before.category())) {
                throw Refused.invalid("Param category of an approved template cannot be edited.");
            }
            boolean named = request.has("parameter_format") ? ProposalRules.named(request) : before.named();
            ObjectNode extras = before.life().extras().deepCopy();
            extras.setAll(ProposalRules.extras(request, category));
            Template after =
                    before.category(category).life(before.life().with(extras).edited(true));
            if (request.has("components")) {
                ArrayNode components = ProposalRules.components(request, category, named, before.language());
                after = after.components(named, components);
            } else if (request.json().isEmpty()) {
                throw Refused.invalid("The parameter components is required.");
            }
            if (approved) {
                editsLeft(before);
            }
            fate.review(after);
        }
    }

    private void editsLeft(Template template) {
        String id = Long.toString(template.id());
        if (tally.within(Duration.ofHours(24), id, Tally.Kind.TEMPLATE_EDITED) >= 1
                || tally.within(Duration.ofDays(30), id, Tally.Kind.TEMPLATE_EDITED) >= EDITS_IN_30_DAYS) {
            throw Refused.because(
                    2388039, "An approved template can be edited once in 24 hours and 10 times in 30 days.");
        }
        tally.add(id, Tally.Kind.TEMPLATE_EDITED);
    }

    /**
     * Deletes the templates of a name, or the one of an id; what is not there is refused before anything is deleted.
     *
     * @param name null when ids are given without one
     * @param ids null to delete all languages of the name
     */
    public void delete(Account account, @Nullable String name, @Nullable List<String> ids) {
        synchronized (templates) {
            List<Template> going = templates.of(account.id()).stream()
                    .filter(template -> name == null || template.name().equals(name))
                    .filter(template -> ids == null || ids.contains(Long.toString(template.id())))
                    .filter(template -> !"PENDING_DELETION".equals(template.status()))
                    .toList();
            if (going.isEmpty() || (ids != null && going.size() < ids.size())) {
                throw Refused.because(
                        2593002,
                        "There is no template with the " + (ids == null ? "name " + name : "ids " + ids) + ".");
            }
            for (Template template : going) {
                if ("APPROVED".equals(template.status())) {
                    templates.block(
                            account.id(),
                            template.name(),
                            ids == null ? null : template.language(),
                            clock.instant().plus(BLOCKED));
                }
                fate.delete(template);
            }
        }
    }

    /** Ends a pause before its time. */
    public void unpause(long id) {
        synchronized (templates) {
            Template template = found(id);
            if (!"PAUSED".equals(template.status())) {
                throw Refused.invalid("Only a paused template can be unpaused; this one is " + template.status() + ".");
            }
            fate.unpause(template);
        }
    }

    /** As it stands now, which nobody changes meanwhile. */
    private Template found(long id) {
        Template template = templates.find(id);
        if (template == null) {
            throw Refused.unknownObject(Long.toString(id));
        }
        return template;
    }
}

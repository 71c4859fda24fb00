package io.recado.console.channels;

import io.recado.clinic.Clinic;
import io.recado.configuration.ChannelId;
import io.recado.consent.Consents;
import io.recado.consent.OptOut;
import io.recado.console.access.Action;
import io.recado.console.access.AuditLog;
import io.recado.console.access.Viewer;
import io.recado.console.settings.Specimen;
import io.recado.contact.PhoneCheck;
import io.recado.contact.PhoneNumber;
import io.recado.contact.PhoneNumbers;
import io.recado.outbox.Message;
import io.recado.outbox.MessageId;
import io.recado.outbox.Messages;
import io.recado.outbox.Order;
import io.recado.outbox.OrderKey;
import io.recado.outbox.Outbox;
import io.recado.outbox.Priority;
import io.recado.template.Occasion;
import io.recado.template.Template;
import io.recado.template.Templates;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * A message that shows whether a channel works, before it says anything to patients. It goes the way of all messages, from the ledger through
 * the queue, also while the clinic's switch is off; its text speaks of an invented appointment.
 */
@Component
class TestMessages {

    static final String RULE = "test";

    private static final Duration USEFUL = Duration.ofMinutes(15);

    private final Templates templates;
    private final Specimen specimen;
    private final Consents consents;
    private final Messages ledger;
    private final Outbox outbox;
    private final AuditLog audit;
    private final Clock clock;

    TestMessages(
            Templates templates,
            Specimen specimen,
            Consents consents,
            Outbox outbox,
            Messages ledger,
            AuditLog audit,
            Clock clock) {
        this.templates = templates;
        this.specimen = specimen;
        this.consents = consents;
        this.outbox = outbox;
        this.ledger = ledger;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The form as somebody typed it.
     *
     * @param agreed {@code on} when the owner of the number expects the message
     */
    record Form(
            @Nullable String clinic,
            @Nullable String phone,
            @Nullable String template,
            @Nullable String agreed) {

        static final Form EMPTY = new Form(null, null, null, null);
    }

    /** What became of it. */
    sealed interface Sending {

        record Ordered(MessageId id) implements Sending {}

        /** What is wrong, by field, as the end of a message's key. */
        record Faulty(Map<String, String> faults) implements Sending {}
    }

    /** What can be sent now: the language of these clinics first, then in the order of names. */
    List<Template> choices(List<Clinic> clinics) {
        return templates.all().stream()
                .filter(Template::usable)
                .sorted(Comparator.comparing(template -> clinics.stream().noneMatch(clinic -> clinic.language()
                        .getLanguage()
                        .equals(template.locale().getLanguage()))))
                .toList();
    }

    @Transactional
    public Sending send(Viewer viewer, ChannelId channel, List<Clinic> clinics, Form form) {
        var clinic = clinics.stream()
                .filter(one -> one.id().value().equals(form.clinic()))
                .findFirst()
                .orElse(clinics.size() == 1 ? clinics.getFirst() : null);
        var template = choices(clinics).stream()
                .filter(one -> one.reference().equals(form.template()))
                .findFirst()
                .orElse(null);
        var phone = clinic == null ? null : phone(form, clinic);
        var faults = faults(form, clinic, template, phone);
        if (!faults.isEmpty() || clinic == null || template == null || phone == null) {
            return new Sending.Faulty(faults);
        }
        return new Sending.Ordered(order(viewer, channel, clinic, template, phone));
    }

    private Map<String, String> faults(
            Form form, @Nullable Clinic clinic, @Nullable Template template, @Nullable PhoneNumber phone) {
        var faults = new LinkedHashMap<String, String>();
        if (clinic == null) {
            faults.put("clinic", "clinic");
        } else if (phone == null) {
            faults.put("phone", "phone");
        } else if (consents.silence(List.of(phone)).optedOut(clinic.id(), phone, OptOut.Kind.ALL)) {
            faults.put("phone", "optedOut");
        }
        if (template == null) {
            faults.put("template", "template");
        }
        if (form.agreed() == null) {
            faults.put("agreed", "agreed");
        }
        return faults;
    }

    private static @Nullable PhoneNumber phone(Form form, Clinic clinic) {
        return PhoneNumbers.check(form.phone(), clinic.country()) instanceof PhoneCheck.Usable(var number)
                ? number
                : null;
    }

    private MessageId order(Viewer viewer, ChannelId channel, Clinic clinic, Template template, PhoneNumber phone) {
        var now = clock.instant();
        var nonce = UUID.randomUUID().toString().replace("-", "");
        var example = specimen.appointment(clinic, 1, template.locale().toLanguageTag());
        var placed = outbox.place(List.of(new Order(
                new OrderKey(RULE, subject(channel), nonce),
                clinic.id(),
                channel,
                phone,
                template.content(new Occasion(example, clinic), nonce),
                Priority.ANSWER,
                nonce,
                now,
                now.plus(USEFUL))));
        var id = placed.getFirst().id();
        audit.record(
                viewer,
                Action.TEST_MESSAGE_SENT,
                clinic.id(),
                "channel:" + channel,
                Map.of("message", id.toString(), "template", template.reference()));
        return id;
    }

    /** A test message of a channel that the viewer may know of. */
    Optional<Message> find(Viewer viewer, ChannelId channel, String id) {
        return parse(id)
                .flatMap(ledger::find)
                .filter(message -> message.key().rule().equals(RULE))
                .filter(message -> message.key().subject().equals(subject(channel)))
                .filter(message -> viewer.sees(message.clinic()));
    }

    private static Optional<MessageId> parse(String id) {
        try {
            return Optional.of(MessageId.of(id));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }

    private static String subject(ChannelId channel) {
        return "channel:" + channel;
    }
}

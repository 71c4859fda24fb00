package io.recado.conversation;

import io.micrometer.core.instrument.MeterRegistry;
import io.recado.agenda.Agenda;
import io.recado.agenda.AppointmentId;
import io.recado.agenda.AppointmentStatus;
import io.recado.channel.Channels;
import io.recado.clinic.Clinic;
import io.recado.clinic.Clinics;
import io.recado.configuration.Wiring.Mode;
import io.recado.consent.Consents;
import io.recado.consent.OptOut;
import io.recado.contact.PhoneNumber;
import io.recado.contact.PhoneNumbers;
import io.recado.conversation.TapRule.Verdict;
import io.recado.inbound.InboundMessage;
import io.recado.inbound.InboundMessage.Said;
import io.recado.outbox.Content;
import io.recado.outbox.Message;
import io.recado.outbox.Messages;
import io.recado.source.Command;
import io.recado.source.WriteBacks;
import io.recado.template.ButtonPayload;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Acts on what patients say: buttons confirm, cancel and reschedule; free text is told that nobody reads here, or left to people. What the
 * hub understood, the mirror's new status, the command to the source and the answer to the patient are one transaction, that of the inbound
 * message.
 */
@Component("answers")
public class Answers {

    /** The rule under which the ledger keeps what the hub answers to patients. */
    public static final String RULE = "answer";

    /**
     * Three sentences in a row are one question and get one notice, and two machines that answer each other stop after one round; an hour
     * later it may be another question.
     */
    private static final Duration NOT_AGAIN_WITHIN = Duration.ofHours(1);

    /** How the payload of a button of ours begins, even one that was tampered with or comes from an older version. */
    private static final Pattern OURS = Pattern.compile("recado[0-9]+:.*", Pattern.DOTALL);

    /** What nobody expects an answer to. */
    private static final Set<String> SILENT =
            Set.of("reaction", "system", "request_welcome", "group", "edit", "revoke");

    private static final Logger log = LoggerFactory.getLogger(Answers.class);

    private final AnswerStore store;
    private final Replies replies;
    private final Messages messages;
    private final Agenda agenda;
    private final WriteBacks writeBacks;
    private final Consents consents;
    private final Channels channels;
    private final Clinics clinics;
    private final Clock clock;
    private final MeterRegistry meters;

    Answers(
            AnswerStore store,
            Replies replies,
            Messages messages,
            Agenda agenda,
            WriteBacks writeBacks,
            Consents consents,
            Channels channels,
            Clinics clinics,
            Clock clock,
            MeterRegistry meters) {
        this.store = store;
        this.replies = replies;
        this.messages = messages;
        this.agenda = agenda;
        this.writeBacks = writeBacks;
        this.consents = consents;
        this.channels = channels;
        this.clinics = clinics;
        this.clock = clock;
        this.meters = meters;
    }

    /** What patients answered about these appointments, oldest first; asked once for a page of them. */
    public List<PatientAnswer> about(Collection<AppointmentId> appointments) {
        return appointments.isEmpty() ? List.of() : store.about(appointments);
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(InboundMessage message) {
        switch (message.said()) {
            case Said.Tap(var payload, var title) when OURS.matcher(payload).matches() -> tapped(message, payload);
            case Said.Tap tap -> free(message);
            case Said.Text(var text) when StopWords.contains(text) -> silence(message);
            case Said.Text text -> free(message);
            case Said.Other(var type) when SILENT.contains(type) -> keep(message, AnswerKind.IGNORED);
            case Said.Other other -> free(message);
        }
    }

    private void tapped(InboundMessage message, String payload) {
        var button = ButtonPayload.parse(payload);
        var sender = sender(message);
        if (button.isEmpty()) {
            nothingPending(message, null, sender, TapRule.Objection.UNKNOWN_MESSAGE);
            return;
        }
        // two taps at the same time are two transactions: the second waits here and then sees what the first did
        store.lock(button.get().appointment().subject());
        var about = messages.byNonce(button.get().nonce()).orElse(null);
        var verdict = TapRule.judge(new TapRule.Facts(
                button.get(),
                about,
                sender,
                agenda.find(button.get().appointment()).orElse(null),
                about == null ? Set.of() : store.earlier(about.id()),
                clock.instant()));
        switch (verdict) {
            case Verdict.Act act -> act(message, act, sender);
            case Verdict.NothingPending(var objection) -> nothingPending(message, about, sender, objection);
        }
    }

    private void act(InboundMessage message, Verdict.Act act, @Nullable PhoneNumber sender) {
        var appointment = act.appointment().id();
        var kind = AnswerKind.of(act.action());
        store.keep(message, kind, appointment, act.message().id(), clock.instant());
        switch (act.action()) {
            case CONFIRM -> {
                // who had confirmed by telephone is thanked all the same, and the clinic has nothing to write
                if (act.appointment().status() != AppointmentStatus.CONFIRMED) {
                    writeBacks.order(new Command.Confirm(appointment));
                    agenda.recordAnswer(appointment, AppointmentStatus.CONFIRMED);
                }
            }
            case CANCEL -> {
                writeBacks.order(new Command.Cancel(appointment, "patient"));
                agenda.recordAnswer(appointment, AppointmentStatus.CANCELLED);
            }
            case RESCHEDULE -> {
                // the patient moves it there; the source then tells the hub
            }
        }
        reply(message, act.message(), sender, kind);
        count(kind);
        log.info(
                "Appointment {}: {} by a button of message {}",
                appointment,
                kind.code(),
                act.message().id());
    }

    private void nothingPending(
            InboundMessage message,
            @Nullable Message about,
            @Nullable PhoneNumber sender,
            TapRule.Objection objection) {
        store.keep(message, AnswerKind.NOTHING_PENDING, null, about == null ? null : about.id(), clock.instant());
        // a button in strange hands must not tell them whose it was
        reply(message, objection == TapRule.Objection.OTHER_PERSON ? null : about, sender, AnswerKind.NOTHING_PENDING);
        count(AnswerKind.NOTHING_PENDING);
        log.info("Inbound {}: its button has nothing left to do: {}", message.reference(), objection);
    }

    private void free(InboundMessage message) {
        if (channels.get(message.channel()).mode() != Mode.NOTIFY) {
            keep(message, AnswerKind.FOR_STAFF);
            return;
        }
        store.lock(message.channel() + ":" + AnswerStore.sender(message));
        var since = clock.instant().minus(NOT_AGAIN_WITHIN);
        if (store.answeredSince(message, AnswerKind.NOTICES_ONLY, since)) {
            keep(message, AnswerKind.WITHHELD);
            return;
        }
        keep(message, AnswerKind.NOTICES_ONLY);
        reply(message, null, sender(message), AnswerKind.NOTICES_ONLY);
    }

    private void silence(InboundMessage message) {
        var sender = sender(message);
        var here = clinicsOf(message);
        if (sender == null || here.isEmpty()) {
            free(message);
            return;
        }
        for (Clinic clinic : here) {
            PhoneNumbers.twins(sender)
                    .forEach(phone ->
                            consents.optOut(new OptOut(clinic.id(), phone, OptOut.Kind.ALL, OptOut.Cause.ASKED)));
        }
        keep(message, AnswerKind.OPTED_OUT);
        reply(message, null, sender, AnswerKind.OPTED_OUT);
    }

    private void keep(InboundMessage message, AnswerKind kind) {
        store.keep(message, kind, null, null, clock.instant());
        count(kind);
    }

    /** Answers to where the message came from; about which message of ours it was decides clinic, subject and language. */
    private void reply(InboundMessage message, @Nullable Message about, @Nullable PhoneNumber sender, AnswerKind kind) {
        var phone = sender != null ? sender : about == null ? null : about.to();
        var clinic = about != null
                ? clinics.find(about.clinic())
                : clinicsOf(message).stream().findFirst();
        if (phone == null || clinic.isEmpty()) {
            log.info("Inbound {}: no number or clinic to answer from", message.reference());
            return;
        }
        var subject = about == null ? "inbound:" + message.wamid() : about.key().subject();
        replies.order(message, phone, kind, subject, clinic.get(), language(about, clinic.get()));
    }

    private static Locale language(@Nullable Message about, Clinic clinic) {
        return about != null && about.content() instanceof Content.Template template
                ? Locale.forLanguageTag(template.language().replace('_', '-'))
                : clinic.language();
    }

    private List<Clinic> clinicsOf(InboundMessage message) {
        return clinics.all().stream()
                .filter(clinic -> clinic.channel().equals(message.channel()))
                .toList();
    }

    private static @Nullable PhoneNumber sender(InboundMessage message) {
        return Optional.ofNullable(message.waId())
                .map(digits -> new PhoneNumber("+" + digits))
                .orElse(null);
    }

    private void count(AnswerKind kind) {
        meters.counter("recado.answers", "kind", kind.code()).increment();
    }
}

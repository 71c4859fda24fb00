package io.recado.conversation;

import io.recado.clinic.Clinic;
import io.recado.contact.PhoneNumber;
import io.recado.inbound.InboundMessage;
import io.recado.outbox.Order;
import io.recado.outbox.OrderKey;
import io.recado.outbox.Outbox;
import io.recado.outbox.Priority;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Orders what the hub answers. One inbound message gets at most one answer: its id is the order's version. */
@Component
class Replies {

    /** After the patient's message WhatsApp lets free text through for this long. */
    private static final Duration SERVICE_WINDOW = Duration.ofHours(24);

    private static final int NONCE_BYTES = 16;
    private static final Logger log = LoggerFactory.getLogger(Replies.class);

    private final Outbox outbox;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Replies(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * @param subject what the answer is about
     * @param language the patient's
     */
    void order(InboundMessage to, PhoneNumber phone, AnswerKind kind, String subject, Clinic clinic, Locale language) {
        var now = clock.instant();
        var usefulUntil = to.at().plus(SERVICE_WINDOW);
        if (!now.isBefore(usefulUntil)) {
            log.info("Inbound {} came more than a day late: no answer can go out", to.reference());
            return;
        }
        outbox.place(List.of(new Order(
                new OrderKey(Answers.RULE, subject, to.wamid()),
                clinic.id(),
                to.channel(),
                phone,
                Texts.in(language).of(kind, clinic),
                Priority.ANSWER,
                nonce(),
                now,
                usefulUntil)));
    }

    private String nonce() {
        var bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

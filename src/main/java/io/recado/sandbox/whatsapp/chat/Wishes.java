package io.recado.sandbox.whatsapp.chat;

import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.phone.Acquaintances;
import io.recado.sandbox.whatsapp.phone.Phones.Phone;
import io.recado.sandbox.whatsapp.webhook.Changes;
import io.recado.sandbox.whatsapp.webhook.News;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** What people decide about being written to: no more marketing, or nothing at all. */
@Component
public class Wishes {

    private final Acquaintances acquaintances;
    private final News news;
    private final Clock clock;

    Wishes(Acquaintances acquaintances, News news, Clock clock) {
        this.acquaintances = acquaintances;
        this.news = news;
        this.clock = clock;
    }

    /**
     * The person wants no more marketing from this number, or wants it again; the business is told.
     *
     * @param choice {@code stop} or {@code resume}
     */
    public void marketing(Phone phone, Line line, String choice) {
        if (!"stop".equals(choice) && !"resume".equals(choice)) {
            throw new IllegalArgumentException("marketing: stop or resume expected, found " + choice);
        }
        String number = line.number().id();
        acquaintances.change(number, phone.waId(), before -> before.marketingStopped("stop".equals(choice)));
        Instant now = clock.instant();
        Phone seen = acquaintances.seen(phone, number, now);
        news.tell(
                line.account(), "user_preferences", Changes.preference(line, seen, now, "marketing_messages", choice));
    }

    /** The person blocks this number, or no longer does. The business is not told. */
    public void block(Phone phone, Line line, boolean blocks) {
        acquaintances.change(line.number().id(), phone.waId(), before -> before.blocks(blocks));
    }
}

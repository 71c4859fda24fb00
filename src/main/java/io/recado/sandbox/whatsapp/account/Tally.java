package io.recado.sandbox.whatsapp.account;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts calls against limits of hours and days; the counts survive a restart. */
@Component
public class Tally {

    /** What is counted. The names are stored. */
    public enum Kind {
        TEMPLATE_CREATED,
        TEMPLATE_EDITED,
        REGISTER,
        WRONG_PIN
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    Tally(JdbcClient jdbc, Clock clock, WhatsAppSetup.WhatsAppSchema schema) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param subject id of what is limited */
    public void add(String subject, Kind kind) {
        jdbc.sql("insert into whatsapp.tally (subject, kind, at) values (:subject, :kind, :at)")
                .param("subject", subject)
                .param("kind", kind.name())
                .param("at", Timestamp.from(clock.instant()))
                .update();
    }

    /** How many there were within this time. */
    public int within(Duration time, String subject, Kind kind) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        select count(*) from whatsapp.tally
                         where subject = :subject and kind = :kind and at > :since and at <= :now
                        """)
                .param("subject", subject)
                .param("kind", kind.name())
                .param("since", Timestamp.from(now.minus(time)))
                .param("now", Timestamp.from(now))
                .query(Integer.class)
                .single();
    }

    public void forget(String subject, Kind kind) {
        jdbc.sql("delete from whatsapp.tally where subject = :subject and kind = :kind")
                .param("subject", subject)
                .param("kind", kind.name())
                .update();
    }

    void reset() {
        jdbc.sql("delete from whatsapp.tally").update();
    }
}

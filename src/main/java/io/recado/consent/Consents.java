package io.recado.consent;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.recado.configuration.ClinicId;
import io.recado.consent.OptOut.Kind;
import io.recado.contact.PhoneNumber;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who does not want to be written to. Opting out is the person's own doing and wins over everything; muting is the staff's. A person
 * is a phone number here, so whoever shares a number shares its silence.
 */
@Component("consents")
public class Consents {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Consents(JdbcClient jdbc, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
    }

    /** Those of the numbers whose owner wants nothing at all from this clinic. */
    public Set<PhoneNumber> optedOut(ClinicId clinic, Collection<PhoneNumber> phones) {
        var silence = silence(phones);
        return phones.stream()
                .filter(phone -> silence.optedOut(clinic, phone, Kind.ALL))
                .collect(toUnmodifiableSet());
    }

    /** Everything about the silence of these numbers, at every clinic, in one query. */
    public Silence silence(Collection<PhoneNumber> phones) {
        if (phones.isEmpty()) {
            return Silence.NONE;
        }
        return new Silence(jdbc
                .sql("""
                        select clinic, phone, kind from opt_out where phone = any(:phones)
                        union all
                        select clinic, phone, null from muted where phone = any(:phones)
                        """)
                .param(
                        "phones",
                        phones.stream().map(PhoneNumber::e164).distinct().toArray(String[]::new))
                .query((row, number) -> Map.entry(
                        new PhoneNumber(row.getString("phone")),
                        new Silence.Entry(clinic(row.getString("clinic")), kind(row.getString("kind")))))
                .list()
                .stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList()))));
    }

    /** Keeps a wish; keeping it twice changes nothing. */
    @Transactional
    public void optOut(OptOut wish) {
        jdbc.sql("""
                        insert into opt_out (clinic, phone, kind, reason, channel, at)
                        values (:clinic, :phone, :kind, :cause, :channel, :now)
                        on conflict do nothing
                        """)
                .param("clinic", text(wish.clinic()))
                .param("phone", wish.phone().e164())
                .param("kind", wish.kind().name())
                .param("cause", wish.cause().name())
                .param("channel", wish.channel() == null ? null : wish.channel().value())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        events.publishEvent(new ConsentChanged(wish.clinic()));
    }

    /** Takes every wish of this kind back; {@code clinic} null means the one that was for the whole organisation. */
    @Transactional
    public void optIn(@Nullable ClinicId clinic, PhoneNumber phone, Kind kind) {
        jdbc.sql("""
                        delete from opt_out
                         where phone = :phone and kind = :kind and clinic is not distinct from cast(:clinic as text)
                        """)
                .param("clinic", text(clinic))
                .param("phone", phone.e164())
                .param("kind", kind.name())
                .update();
        events.publishEvent(new ConsentChanged(clinic));
    }

    /** Takes back what WhatsApp had said of a person's marketing, and no wish that came another way. */
    @Transactional
    public void resumed(PhoneNumber phone) {
        jdbc.sql("""
                        delete from opt_out
                         where phone = :phone and kind = 'MARKETING' and clinic is null and reason = 'CHANNEL'
                        """).param("phone", phone.e164()).update();
        events.publishEvent(new ConsentChanged(null));
    }

    /** Staff silence the hub towards this number; {@code clinic} null means at every clinic. */
    @Transactional
    public void mute(@Nullable ClinicId clinic, PhoneNumber phone) {
        jdbc.sql("insert into muted (clinic, phone, at) values (:clinic, :phone, :now) on conflict do nothing")
                .param("clinic", text(clinic))
                .param("phone", phone.e164())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        events.publishEvent(new ConsentChanged(clinic));
    }

    /** The inverse of {@link #mute}. */
    @Transactional
    public void unmute(@Nullable ClinicId clinic, PhoneNumber phone) {
        jdbc.sql("delete from muted where phone = :phone and clinic is not distinct from cast(:clinic as text)")
                .param("clinic", text(clinic))
                .param("phone", phone.e164())
                .update();
        events.publishEvent(new ConsentChanged(clinic));
    }

    private static @Nullable String text(@Nullable ClinicId clinic) {
        return clinic == null ? null : clinic.value();
    }

    private static @Nullable ClinicId clinic(@Nullable String text) {
        return text == null ? null : new ClinicId(text);
    }

    private static @Nullable Kind kind(@Nullable String text) {
        return text == null ? null : Kind.valueOf(text);
    }
}

package io.recado.conversation;

import io.recado.agenda.AppointmentId;
import io.recado.inbound.InboundMessage;
import io.recado.outbox.MessageId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the hub made of each message of a patient. Every method belongs into its caller's transaction. */
@Repository
class AnswerStore {

    private final JdbcClient jdbc;

    AnswerStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Makes whoever asks about the same thing at the same time wait until this transaction ends, on every node. */
    void lock(String what) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:what, 0))")
                .param("what", "answer:" + what)
                .query((row, number) -> true)
                .single();
    }

    /** What the buttons of a message have done so far. */
    Set<AnswerKind> earlier(MessageId message) {
        var kinds = EnumSet.noneOf(AnswerKind.class);
        jdbc.sql("select kind from answer where message = :message")
                .param("message", message.value())
                .query(String.class)
                .list()
                .forEach(code -> kinds.add(AnswerKind.of(code)));
        return kinds;
    }

    boolean answeredSince(InboundMessage message, AnswerKind kind, Instant since) {
        return jdbc.sql("""
                        select exists (select 1 from answer
                                        where channel = :channel and sender = :sender and kind = :kind
                                          and answered_at > :since)""")
                .param("channel", message.channel().value())
                .param("sender", sender(message))
                .param("kind", kind.code())
                .param("since", Timestamp.from(since))
                .query(Boolean.class)
                .single();
    }

    void keep(
            InboundMessage message,
            AnswerKind kind,
            @Nullable AppointmentId appointment,
            @Nullable MessageId about,
            Instant now) {
        jdbc.sql("""
                        insert into answer (channel, wamid, sender, kind, appointment, message, answered_at)
                        values (:channel, :wamid, :sender, :kind, :appointment, :message, :now)""")
                .param("channel", message.channel().value())
                .param("wamid", message.wamid())
                .param("sender", sender(message))
                .param("kind", kind.code())
                .param("appointment", appointment == null ? null : appointment.value())
                .param("message", about == null ? null : about.value())
                .param("now", Timestamp.from(now))
                .update();
    }

    /** What was made of patients' taps on buttons about these appointments, oldest first. */
    List<PatientAnswer> about(Collection<AppointmentId> appointments) {
        return jdbc.sql("""
                        select appointment, kind, message, answered_at from answer
                         where appointment = any(:appointments) order by answered_at, id""")
                .param(
                        "appointments",
                        appointments.stream().map(AppointmentId::value).toArray(Long[]::new))
                .query((row, number) -> {
                    var about = row.getObject("message", UUID.class);
                    return new PatientAnswer(
                            new AppointmentId(row.getLong("appointment")),
                            AnswerKind.of(row.getString("kind")),
                            about == null ? null : new MessageId(about),
                            row.getTimestamp("answered_at").toInstant());
                })
                .list();
    }

    static String sender(InboundMessage message) {
        return message.waId() != null ? message.waId() : String.valueOf(message.userId());
    }
}

package io.recado.recovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.recovery.DeadLetter.State;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the broker gave up on: kept whole until somebody has it tried again or discards it. */
@Component("deadLetters")
public class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
    private static final String ID = "JMSMessageID";
    private static final String GROUP = "JMSXGroupID";
    private static final List<String> ORIGIN = List.of("_AMQ_ORIG_QUEUE", "_AMQ_ORIG_ADDRESS");
    private static final String SELECT = """
            select id, queue, arrived_at, coalesce(octet_length(body_text), octet_length(body_bytes), 0) as bytes, state, handled_at,
                   handled_by, reason
              from dead_letter
            """;

    private record Whole(
            DeadLetter letter,
            Map<String, Object> properties,
            @Nullable String text,
            byte @Nullable [] bytes) {}

    private final JdbcClient jdbc;
    private final ConnectionFactory broker;
    private final ObjectMapper json;
    private final Clock clock;

    DeadLetters(JdbcClient jdbc, ConnectionFactory broker, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.broker = broker;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Keeps a letter; taking it twice keeps it once.
     *
     * @param body text or bytes
     * @param headers the broker's and those of whoever wrote it
     */
    @Transactional
    public void keep(@Nullable Object body, Map<String, Object> headers) {
        var queue = ORIGIN.stream()
                .map(headers::get)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst()
                .orElse("");
        var bytes = body instanceof byte[] raw ? raw : null;
        var kept = jdbc.sql("""
                        insert into dead_letter (broker_id, queue, arrived_at, properties, body_text, body_bytes, state)
                        values (:id, :queue, :now, :properties::jsonb, :text, :bytes::bytea, 'waiting')
                        on conflict (broker_id) do nothing
                        """)
                .param("id", String.valueOf(headers.get(ID)))
                .param("queue", queue)
                .param("now", now())
                .param("properties", written(own(headers)))
                .param("text", body == null || bytes != null ? null : body.toString())
                .param("bytes", bytes)
                .update();
        if (kept == 1) {
            log.warn(
                    "The queue {} gave up on a letter; look at it with GET /api/v1/dead-letters, then retry or discard it",
                    queue.isEmpty() ? "of an unknown name" : queue);
        }
    }

    /**
     * Latest first.
     *
     * @param waiting whether only those that wait for somebody
     * @param before {@link DeadLetter#id()} of the last one seen; null from the start
     */
    public List<DeadLetter> list(boolean waiting, @Nullable Long before, int limit) {
        return jdbc.sql(SELECT + (waiting ? " where state = 'waiting'" : " where true") + """
                         and id < :before order by id desc limit :limit
                        """)
                .param("before", before == null ? Long.MAX_VALUE : before)
                .param("limit", limit)
                .query(DeadLetters::letter)
                .list();
    }

    /** Puts a letter into the queue where it lay, as it was. */
    @Transactional
    public DeadLetterHandling retry(long id, String by) {
        var found = lock(id);
        if (found.isEmpty()) {
            return new DeadLetterHandling.Unknown(id);
        }
        var whole = found.get();
        if (whole.letter().state() != State.WAITING) {
            return new DeadLetterHandling.NotWaiting(whole.letter());
        }
        if (whole.letter().queue().isEmpty()) {
            return new DeadLetterHandling.Homeless(whole.letter());
        }
        // to the broker first: a crash in between leaves it waiting here, and whoever reads a queue minds no repetition
        send(whole);
        return close(id, State.RETRIED, null, by);
    }

    /** Nobody needs it. */
    @Transactional
    public DeadLetterHandling discard(long id, String reason, String by) {
        var found = lock(id);
        if (found.isEmpty()) {
            return new DeadLetterHandling.Unknown(id);
        }
        return found.get().letter().state() == State.WAITING
                ? close(id, State.DISCARDED, reason, by)
                : new DeadLetterHandling.NotWaiting(found.get().letter());
    }

    private DeadLetterHandling close(long id, State state, @Nullable String reason, String by) {
        jdbc.sql("""
                        update dead_letter set state = :state, handled_at = :now, handled_by = :by, reason = :reason where id = :id
                        """)
                .param("id", id)
                .param("state", state.code())
                .param("now", now())
                .param("by", by)
                .param("reason", reason)
                .update();
        return new DeadLetterHandling.Done(jdbc.sql(SELECT + " where id = :id")
                .param("id", id)
                .query(DeadLetters::letter)
                .single());
    }

    private Optional<Whole> lock(long id) {
        return jdbc.sql("""
                        select *, coalesce(octet_length(body_text), octet_length(body_bytes), 0) as bytes, properties::text as own
                          from dead_letter where id = :id for update
                        """)
                .param("id", id)
                .query((row, number) -> new Whole(
                        letter(row, number),
                        read(row.getString("own")),
                        row.getString("body_text"),
                        row.getBytes("body_bytes")))
                .optional();
    }

    private void send(Whole whole) {
        try (var session = broker.createContext(JMSContext.SESSION_TRANSACTED)) {
            var message = session.createMessage();
            if (whole.text() != null) {
                message = session.createTextMessage(whole.text());
            } else if (whole.bytes() != null) {
                var raw = session.createBytesMessage();
                raw.writeBytes(whole.bytes());
                message = raw;
            }
            for (var property : whole.properties().entrySet()) {
                message.setObjectProperty(property.getKey(), property.getValue());
            }
            session.createProducer().send(session.createQueue(whole.letter().queue()), message);
            session.commit();
        } catch (JMSException e) {
            throw new JMSRuntimeException("A dead letter cannot be put back", e.getErrorCode(), e);
        }
    }

    /** What its writer said about it, and the lane that keeps its order; not what the broker added. */
    private static Map<String, Object> own(Map<String, Object> headers) {
        var own = new LinkedHashMap<String, Object>();
        headers.forEach((name, value) -> {
            var brokers =
                    (name.startsWith("JMS") && !name.equals(GROUP)) || name.startsWith("_") || name.startsWith("Camel");
            if (!brokers && (value instanceof String || value instanceof Number || value instanceof Boolean)) {
                own.put(name, value);
            }
        });
        return own;
    }

    private static DeadLetter letter(ResultSet row, int number) throws SQLException {
        var handled = row.getObject("handled_at", OffsetDateTime.class);
        return new DeadLetter(
                row.getLong("id"),
                row.getString("queue"),
                row.getObject("arrived_at", OffsetDateTime.class).toInstant(),
                row.getInt("bytes"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                handled == null ? null : handled.toInstant(),
                row.getString("handled_by"),
                row.getString("reason"));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private String written(Map<String, Object> properties) {
        try {
            return json.writeValueAsString(properties);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts, numbers and truths can be written as JSON", e);
        }
    }

    private Map<String, Object> read(String properties) {
        try {
            return json.readValue(properties, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The column dead_letter.properties holds an object of values", e);
        }
    }
}

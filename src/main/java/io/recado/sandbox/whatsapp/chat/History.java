package io.recado.sandbox.whatsapp.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.sandbox.whatsapp.account.WhatsAppSetup;
import io.recado.sandbox.whatsapp.message.Conversation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was said, as a phone shows it. */
@Component
public class History implements Conversation {

    private static final int SHOWN = 500;
    private static final int RECORDED = 10_000;

    /**
     * A message on a phone.
     *
     * @param direction {@code outbound} from a business, {@code inbound} from a person
     * @param status at this moment
     * @param failure why it never arrived; null when it did or will
     * @param readAt when the person read it or will have; null when never
     */
    public record Shown(
            long id,
            String wamid,
            String phoneNumberId,
            String waId,
            String direction,
            String type,
            String text,
            JsonNode view,
            String category,
            @Nullable String opaque,
            String status,
            @Nullable String failure,
            Instant at,
            @Nullable Instant readAt) {

        /** Everything in it that can be tapped, in the order it is drawn. */
        public List<Action> actions() {
            List<Action> actions = new ArrayList<>();
            view.path("buttons").forEach(button -> actions.add(action(button)));
            view.path("list").path("sections").forEach(section -> section.path("rows")
                    .forEach(row -> actions.add(action(row))));
            return actions;
        }

        private static Action action(JsonNode node) {
            return new Action(
                    node.path("kind").asText(),
                    node.path("text").asText(),
                    node.path("id").asText(node.path("url").asText()),
                    node.path("description").asText(""));
        }
    }

    /** A phone on the list of phones. */
    public record Overview(
            String waId,
            String number,
            String name,
            int unread,
            @Nullable String lastText,
            @Nullable String lastDirection,
            @Nullable String lastStatus,
            @Nullable Instant lastAt) {}

    /** Counts since the last reset. */
    public record Stats(long accepted, long refused, long duplicates) {}

    /** A message's status at the moment {@code :now}; a business's message has its course in its times. */
    private static final String STATUS_NOW = """
            case when direction = 'inbound' then status
                 when failed_at <= :now then 'failed'
                 when read_at <= :now then 'read'
                 when delivered_at <= :now then 'delivered'
                 when sent_at <= :now then 'sent'
                 else 'accepted' end""";

    private static final String SELECT = "select m.*, " + STATUS_NOW + " as status_now from whatsapp.message m";

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Clock clock;

    History(JdbcClient jdbc, ObjectMapper json, Clock clock, WhatsAppSetup.WhatsAppSchema schema) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** The latest messages of a phone, oldest first. */
    public List<Shown> of(String waId) {
        return jdbc.sql("select * from (" + SELECT
                        + " where wa_id = :waId order by id desc limit :shown) m order by id")
                .param("now", now())
                .param("waId", waId)
                .param("shown", SHOWN)
                .query(this::shown)
                .list();
    }

    /** Everything said on all phones after the message of this id, oldest first. */
    public List<Shown> after(long id) {
        return jdbc.sql(SELECT + " where m.id > :id order by m.id limit :most")
                .param("now", now())
                .param("id", id)
                .param("most", RECORDED)
                .query(this::shown)
                .list();
    }

    /** The id of the latest message of all; 0 when nothing was said yet. */
    public long newest() {
        return jdbc.sql("select coalesce(max(id), 0) from whatsapp.message")
                .query(Long.class)
                .single();
    }

    public Optional<Shown> find(String wamid) {
        return jdbc.sql(SELECT + " where wamid = :wamid")
                .param("now", now())
                .param("wamid", wamid)
                .query(this::shown)
                .optional();
    }

    @Override
    public Optional<Earlier> find(String phoneNumberId, String waId, String wamid) {
        return jdbc.sql("""
                        select type, at from whatsapp.message
                         where wamid = :wamid and wa_id = :waId and phone_number_id = :number
                        """)
                .param("wamid", wamid)
                .param("waId", waId)
                .param("number", phoneNumberId)
                .query((row, n) -> new Earlier(
                        row.getString("type"), row.getTimestamp("at").toInstant()))
                .optional();
    }

    /** The number that a phone's latest message came from or went to. */
    public Optional<String> lastNumber(String waId) {
        return jdbc.sql("select phone_number_id from whatsapp.message where wa_id = :waId order by id desc limit 1")
                .param("waId", waId)
                .query(String.class)
                .optional();
    }

    /** Everybody, those with news first. */
    public List<Overview> overview() {
        return jdbc.sql("""
                        select p.wa_id, p.number, p.name, coalesce(u.unread, 0) as unread,
                               m.text, m.direction, m.status, m.at
                          from whatsapp.phone p
                          left join lateral (select text, direction, %s as status, at
                                               from whatsapp.message
                                              where wa_id = p.wa_id and (failure is null)
                                              order by id desc limit 1) m on true
                          left join (select wa_id, count(*)::int as unread
                                       from whatsapp.message
                                      where not seen and failure is null
                                      group by wa_id) u on u.wa_id = p.wa_id
                         order by m.at desc nulls last, p.created_at, p.name
                         limit 300
                        """.formatted(STATUS_NOW))
                .param("now", now())
                .query((row, n) -> new Overview(
                        row.getString("wa_id"),
                        row.getString("number"),
                        row.getString("name"),
                        row.getInt("unread"),
                        row.getString("text"),
                        row.getString("direction"),
                        row.getString("status"),
                        row.getTimestamp("at") == null
                                ? null
                                : row.getTimestamp("at").toInstant()))
                .list();
    }

    /**
     * Marks a phone's messages as looked at and returns those that were not yet.
     *
     * @param receipts whether the businesses see that they were read, a moment after they arrived
     */
    public List<Shown> look(String waId, boolean receipts) {
        return jdbc.sql("""
                        update whatsapp.message m
                           set seen = true,
                               read_at = case when :receipts and read_at is null
                                              then greatest(delivered_at, :now) + interval '200 milliseconds'
                                              else read_at end
                         where wa_id = :waId and not seen and direction = 'outbound' and failure is null
                        returning m.*, %s as status_now
                        """.formatted(STATUS_NOW))
                .param("now", now())
                .param("receipts", receipts)
                .param("waId", waId)
                .query(this::shown)
                .list();
    }

    /**
     * Marks a person's message, and those before it, as read by the business.
     *
     * @param since messages that came before it can no longer be marked
     * @return the person's {@code wa_id}; empty when the number never received such a message, or too long ago
     */
    public Optional<String> readByBusiness(String phoneNumberId, String wamid, Instant since) {
        Optional<Shown> message = find(wamid)
                .filter(found -> found.phoneNumberId().equals(phoneNumberId)
                        && "inbound".equals(found.direction())
                        && !found.at().isBefore(since));
        message.ifPresent(found -> jdbc.sql("""
                        update whatsapp.message set status = 'read'
                         where wa_id = :waId and phone_number_id = :number and direction = 'inbound'
                           and id <= :id and status <> 'read'
                        """)
                .param("waId", found.waId())
                .param("number", phoneNumberId)
                .param("id", found.id())
                .update());
        return message.map(Shown::waId);
    }

    public void refused() {
        jdbc.sql("""
                        insert into whatsapp.counter (name, value) values ('refused', 1)
                        on conflict (name) do update set value = whatsapp.counter.value + 1
                        """).update();
    }

    public Stats stats() {
        return jdbc.sql("""
                        select count(*) as accepted, count(opaque) - count(distinct opaque) as duplicates,
                               coalesce((select value from whatsapp.counter where name = 'refused'), 0) as refused
                          from whatsapp.message
                         where direction = 'outbound'
                        """)
                .query((row, n) ->
                        new Stats(row.getLong("accepted"), row.getLong("refused"), row.getLong("duplicates")))
                .single();
    }

    /** Forgets all that was said. Phones and templates stay. */
    public void forget() {
        jdbc.sql("truncate whatsapp.message, whatsapp.webhook, whatsapp.service_window, whatsapp.counter")
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private Shown shown(ResultSet row, int n) throws SQLException {
        Timestamp read = row.getTimestamp("read_at");
        return new Shown(
                row.getLong("id"),
                row.getString("wamid"),
                row.getString("phone_number_id"),
                row.getString("wa_id"),
                row.getString("direction"),
                row.getString("type"),
                row.getString("text"),
                parse(row.getString("view")),
                row.getString("category"),
                row.getString("opaque"),
                row.getString("status_now"),
                row.getString("failure"),
                row.getTimestamp("at").toInstant(),
                read == null ? null : read.toInstant());
    }

    private JsonNode parse(String view) {
        try {
            return json.readTree(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("whatsapp.message.view holds no JSON", e);
        }
    }
}

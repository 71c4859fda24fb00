package io.recado.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recado.configuration.ChannelId;
import io.recado.configuration.ClinicId;
import io.recado.contact.PhoneNumber;
import io.recado.conversation.AnsweringHub;
import io.recado.outbox.Content;
import io.recado.outbox.MessageId;
import io.recado.outbox.Order;
import io.recado.outbox.OrderKey;
import io.recado.outbox.Placement;
import io.recado.outbox.Priority;
import io.recado.template.ButtonAction;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * WhatsApp's webhooks come twice, late, in any order, alone or together. Whatever the order in which they pass the door, the ledger ends in
 * the same state.
 */
class AnyOrderIT extends AnsweringHub {

    private static final int MESSAGES = 24;

    /** What WhatsApp tells of one message, in the order in which it happened; a later word counts for more. */
    private static final List<List<String>> COURSES = List.of(
            List.of("sent", "delivered", "read"),
            List.of("sent", "delivered"),
            List.of("sent"),
            List.of("sent", "failed"),
            List.of("failed"),
            List.of("sent", "delivered", "delivered", "read", "played"));

    private record Told(MessageId message, String word, Instant at) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void theLedgerEndsInTheSameState(long seed) throws InterruptedException {
        var random = new Random(seed);
        var base = clock.instant().truncatedTo(ChronoUnit.SECONDS).minusSeconds(600);
        var messages = accepted();
        var told = new ArrayList<Told>();
        for (int n = 0; n < MESSAGES; n++) {
            var course = course(n);
            for (int step = 0; step < course.size(); step++) {
                told.add(new Told(messages.get(n), course.get(step), base.plusSeconds(10L * step)));
            }
        }
        var ana = remindedAtCentro();
        var tap = wamid();

        post(webhooks(told, random), tap(ana, ButtonAction.CONFIRM, tap), random);

        assertThat(outcome(tap)).isEqualTo("confirmed");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(states(messages)).isEqualTo(expected(base)));
        assertThat(jdbc.sql("select count(*) from answer where wamid = :wamid")
                        .param("wamid", tap)
                        .query(Integer.class)
                        .single())
                .as("the tap, told several times, counts once")
                .isEqualTo(1);
        assertThat(jdbc.sql(
                                "select count(*) from message_event where message_id = any(:ids::uuid[]) and status = 'read'")
                        .param("ids", ids(messages))
                        .query(Integer.class)
                        .single())
                .as("each step is in the history once")
                .isEqualTo((int) IntStream.range(0, MESSAGES)
                        .filter(n -> course(n).contains("read"))
                        .count());
    }

    private static List<String> course(int message) {
        return COURSES.get(message % COURSES.size());
    }

    /** Every news at least once and often more, one or several to a webhook, in any order. */
    private List<String> webhooks(List<Told> told, Random random) {
        var all = new ArrayList<Told>();
        told.forEach(news -> IntStream.rangeClosed(0, random.nextInt(3)).forEach(n -> all.add(news)));
        Collections.shuffle(all, random);
        var webhooks = new ArrayList<String>();
        for (int from = 0; from < all.size(); ) {
            int to = Math.min(all.size(), from + 1 + random.nextInt(5));
            webhooks.add(all.subList(from, to).stream()
                    .map(AnyOrderIT::status)
                    .collect(Collectors.joining(
                            ",",
                            "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":[{\"field\":\"messages\",\"value\":{\"metadata\":{\"phone_number_id\":\"104500000000001\"},\"statuses\":[",
                            "]}}]}]}")));
            from = to;
        }
        return webhooks;
    }

    /** Through the door by several callers at once, the tap three times in between. */
    private void post(List<String> webhooks, String tap, Random random) throws InterruptedException {
        var all = new ArrayList<>(webhooks);
        IntStream.range(0, 3).forEach(n -> all.add(random.nextInt(all.size()), tap));
        var callers = IntStream.range(0, 4)
                .mapToObj(caller -> Thread.ofVirtual().start(() -> IntStream.range(0, all.size())
                        .filter(n -> n % 4 == caller)
                        .forEach(
                                n -> assertThat(post("centro-cloud", all.get(n)).statusCode())
                                        .isEqualTo(200))))
                .toList();
        for (var caller : callers) {
            caller.join();
        }
    }

    private static String status(Told news) {
        var errors = news.word().equals("failed")
                ? ",\"errors\":[{\"code\":131026,\"title\":\"Message undeliverable\"}]"
                : "";
        return "{\"id\":\"%s\",\"status\":\"%s\",\"timestamp\":\"%d\",\"recipient_id\":\"34600111222\",\"biz_opaque_callback_data\":\"%s\"%s}"
                .formatted(wamid(news.message()), news.word(), news.at().getEpochSecond(), news.message(), errors);
    }

    private static String wamid(MessageId message) {
        return "wamid.OUT" + message;
    }

    /** Messages that WhatsApp has accepted. */
    private List<MessageId> accepted() {
        var now = clock.instant();
        var placements = outbox.place(Stream.generate(() -> new Order(
                        new OrderKey("any-order", UUID.randomUUID().toString(), "1"),
                        new ClinicId("centro"),
                        new ChannelId("centro-cloud"),
                        new PhoneNumber("+34600111222"),
                        new Content.Text("Hola"),
                        Priority.REMINDER,
                        UUID.randomUUID().toString(),
                        now.plus(Duration.ofDays(1)),
                        now.plus(Duration.ofDays(2))))
                .limit(MESSAGES)
                .toList());
        var ids = placements.stream()
                .map(placement -> ((Placement.Placed) placement).id())
                .toList();
        jdbc.sql("""
                        update delivery set status = 'accepted', attempts = 1, accepted_at = planned_at, wamid = 'wamid.OUT' || id
                        where id = any(:ids::uuid[])""").param("ids", ids(ids)).update();
        return ids;
    }

    private static String[] ids(List<MessageId> messages) {
        return messages.stream().map(MessageId::toString).toArray(String[]::new);
    }

    private List<String> states(List<MessageId> messages) {
        return jdbc.sql("""
                        select concat_ws(' ', status, extract(epoch from sent_at)::bigint, extract(epoch from delivered_at)::bigint,
                                         extract(epoch from read_at)::bigint, failure_code)
                        from unnest(:ids::uuid[]) with ordinality as asked(id, number) join delivery using (id) order by number""").param("ids", ids(messages)).query(String.class).list();
    }

    private static List<String> expected(Instant base) {
        return IntStream.range(0, MESSAGES)
                .mapToObj(AnyOrderIT::course)
                .map(course -> course.contains("failed")
                        ? Stream.of("failed", at(base, course, "sent"), "131026")
                        : Stream.of(
                                Stream.of("read", "delivered", "sent")
                                        .filter(course::contains)
                                        .findFirst()
                                        .orElseThrow(),
                                at(base, course, "sent"),
                                at(base, course, "delivered"),
                                at(base, course, "read")))
                .map(parts -> parts.filter(part -> !part.isEmpty()).collect(Collectors.joining(" ")))
                .toList();
    }

    /** When it happened for the first time; empty when it did not. */
    private static String at(Instant base, List<String> course, String word) {
        int step = course.indexOf(word);
        return step < 0 ? "" : Long.toString(base.plusSeconds(10L * step).getEpochSecond());
    }
}

package io.recado.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.recado.channel.Failure;
import io.recado.channel.FailureClass;
import io.recado.configuration.ClinicId;
import io.recado.configuration.ClinicScope;
import io.recado.contact.PhoneNumber;
import io.recado.outbox.FailedQuery.Concerned;
import io.recado.outbox.Handling.Means;
import io.recado.outbox.Handling.Way;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class FailuresIT {

    private static final LedgerUnderTest ledger = new LedgerUnderTest();
    private static final Failures failures = ledger.failures;

    @AfterAll
    static void close() throws Exception {
        ledger.close();
    }

    @Test
    void findsFailuresByWhatPeopleKnow() {
        var id = failed(FailureClass.FIX_TEMPLATE, 132015);
        var message = ledger.message(id);
        var digits = message.to().digits().substring(4);

        assertThat(found(query(FailureClass.FIX_TEMPLATE, null, null))).contains(id);
        assertThat(found(query(FailureClass.FIX_RECIPIENT, null, null))).doesNotContain(id);
        assertThat(found(query(null, 132015, null))).contains(id);
        assertThat(found(query(null, 131026, null))).doesNotContain(id);
        assertThat(found(query(null, null, new Concerned(digits, List.of(), List.of()))))
                .containsExactly(id);
        assertThat(found(query(null, null, new Concerned(null, List.of(message.to()), List.of()))))
                .containsExactly(id);
        assertThat(found(query(
                        null,
                        null,
                        new Concerned(null, List.of(), List.of(message.key().subject())))))
                .containsExactly(id);
        assertThat(found(query(null, null, new Concerned(null, List.of(), List.of()))))
                .isEmpty();
    }

    @Test
    void showsAClinicsFailuresOnlyToThoseWhoWorkThere() {
        var id = failed(FailureClass.FIX_RECIPIENT, 131026);

        assertThat(found(at(ClinicScope.of(new ClinicId("centro"))))).contains(id);
        assertThat(found(at(ClinicScope.of(new ClinicId("palermo"))))).isEmpty();
        assertThat(found(at(ClinicScope.of(new ClinicId("centro"), new ClinicId("palermo")))))
                .contains(id);
        assertThat(found(at(ClinicScope.of()))).isEmpty();
    }

    @Test
    void listsByTimeAndPagesWithoutLosingOrRepeatingAny() {
        var ids = IntStream.range(0, 5)
                .mapToObj(n -> {
                    ledger.elapse(Duration.ofSeconds(1));
                    return failed(FailureClass.FIX_RECIPIENT, 777_001);
                })
                .toList();
        var query = query(null, 777_001, null);

        var first = failures.search(query, null, 2);
        var second = failures.search(query, first.next(), 2);
        var third = failures.search(query, second.next(), 2);

        assertThat(Stream.of(first, second, third)
                        .flatMap(page -> page.items().stream())
                        .map(failed -> failed.message().id()))
                .containsExactlyElementsOf(ids.reversed());
        assertThat(third.next()).isNull();
    }

    @Test
    void keepsWhoDidWhatAboutAFailureInItsHistory() {
        var id = failed(FailureClass.FIX_RECIPIENT, 131026);

        assertThat(failures.contacted(id, Means.PHONE, "comes on Tuesday", "ana"))
                .isEqualTo(new Handling.Done(id));

        assertThat(ledger.messages.history(id))
                .last()
                .extracting(HistoryEntry::status, HistoryEntry::detail, HistoryEntry::by, HistoryEntry::note)
                .containsExactly(Status.FAILED, "contacted_phone", "ana", "comes on Tuesday");
        assertThat(ledger.messages.history(id).getLast().toString()).doesNotContain("Tuesday");
        assertThat(found(FailedQuery.waiting())).doesNotContain(id);
        assertThat(failures.find(id).orElseThrow().handled())
                .isEqualTo(new FailedMessage.Handled(Way.CONTACTED, ledger.now(), "ana"));
    }

    @Test
    void tellsTheSecondWhatTheFirstDid() {
        var id = failed(FailureClass.FIX_RECIPIENT, 131026);
        failures.discard(id, "comes anyway", "ana");
        var before = new FailedMessage.Handled(Way.DISCARDED, ledger.now(), "ana");

        assertThat(failures.resend(id, null, "luis")).isEqualTo(new Handling.NotWaiting(id, Status.FAILED, before));
        assertThat(failures.contacted(id, Means.EMAIL, null, "luis"))
                .isEqualTo(new Handling.NotWaiting(id, Status.FAILED, before));
        assertThat(failures.phoneCorrected(id, "luis")).isInstanceOf(Handling.NotWaiting.class);
        assertThat(ledger.status(id)).isEqualTo(Status.FAILED);
    }

    @Test
    void ofManyAtOnceOneIsFirst() throws Exception {
        var id = failed(FailureClass.FIX_RECIPIENT, 131026);
        var people = IntStream.range(0, 8)
                .<Callable<Handling>>mapToObj(n -> () -> n % 2 == 0
                        ? failures.resend(id, null, "person-" + n)
                        : failures.contacted(id, Means.PHONE, null, "person-" + n))
                .toList();

        List<Handling> outcomes;
        try (var desks = Executors.newFixedThreadPool(8)) {
            outcomes = desks.invokeAll(people).stream()
                    .map(done -> done.resultNow())
                    .toList();
        }

        assertThat(outcomes).filteredOn(Handling.Done.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(Handling.NotWaiting.class::isInstance)
                .hasSize(7)
                .allSatisfy(other ->
                        assertThat(((Handling.NotWaiting) other).before()).isNotNull());
        assertThat(actions(id)).isEqualTo(1);
    }

    @Test
    void doesNotSendAgainWhatNobodyWantsAnyMore() {
        var id = failed(FailureClass.FIX_RECIPIENT, 131026);
        ledger.elapse(Duration.ofHours(3));
        try {
            assertThat(failures.resend(id, null, "ana")).isEqualTo(new Handling.TooLate(id));
            assertThat(found(FailedQuery.waiting())).contains(id);
        } finally {
            ledger.elapse(Duration.ofHours(-3));
        }
    }

    @Test
    void sendsAgainToTheNumberThatThePatientHasNow() {
        var id = failed(FailureClass.FIX_RECIPIENT, 131026);

        failures.resend(id, new PhoneNumber("+34611222333"), "ana");
        ledger.due.queueDue();

        assertThat(ledger.depart(id).to()).isEqualTo("+34611222333");
    }

    @Test
    void theLastLookStandsBeforeEveryNewTry() {
        var id = failed(FailureClass.FIX_RECIPIENT, 131026);
        failures.resend(id, null, "ana");
        ledger.due.queueDue();
        LastLook cancelled = lastLook(id);
        ledger.lastLooks.add(cancelled);
        try {
            assertThat(ledger.begin(id).mayLeave()).isFalse();
        } finally {
            ledger.lastLooks.remove(cancelled);
        }

        assertThat(ledger.message(id))
                .extracting(Message::status, Message::reason)
                .containsExactly(Status.REVOKED, Reason.APPOINTMENT_CANCELLED);
    }

    @Test
    void sendsThousandsAgainInOneGoAndNoneTwice() {
        var orders =
                IntStream.range(0, 3_000).mapToObj(n -> LedgerUnderTest.order()).toList();
        var ids = ledger.outbox.place(orders).stream().map(Placement::id).toList();
        failInBulk(ids, 777_002);
        var wishes = ids.stream().collect(Collectors.toMap(id -> id, id -> Optional.<PhoneNumber>empty()));

        var first = failures.resend(wishes, "ana");
        var second = failures.resend(wishes, "luis");

        assertThat(first).hasSize(3_000);
        assertThat(second).isEmpty();
        assertThat(found(query(null, 777_002, null))).isEmpty();
        assertThat(ids).allSatisfy(id -> assertThat(actions(id)).isEqualTo(1));
    }

    @Test
    void aLetterThatTheBrokerGaveUpOnGoesOnceMoreAndThenFails() {
        // thousands that another test sent again would be queued first
        ledger.jdbc
                .sql("update delivery set status = 'expired' where status in ('planned', 'queued')")
                .update();
        ledger.takeOutbound();
        var id = ledger.queued();
        ledger.takeOutbound();

        assertThat(failures.givenUp(id.toString())).isTrue();
        assertThat(ledger.status(id)).isEqualTo(Status.QUEUED);
        assertThat(ledger.takeOutbound()).containsExactly(id.toString());

        assertThat(failures.givenUp(id.toString())).isTrue();
        assertThat(ledger.status(id)).isEqualTo(Status.FAILED);
        assertThat(failures.find(id).map(FailedMessage::failure).map(Failure::code))
                .contains(-1);
    }

    @Test
    void aLetterOfAMessageThatIsElsewhereByNowChangesNothing() {
        var accepted = ledger.accepted();

        assertThat(failures.givenUp(accepted.toString())).isTrue();
        assertThat(ledger.status(accepted)).isEqualTo(Status.ACCEPTED);
        assertThat(failures.givenUp("no id")).isFalse();
        assertThat(failures.givenUp("0199f3a2-0000-7000-8000-000000000000")).isFalse();
    }

    @Test
    void countsWhatWaitsByClinicAndKind() {
        failed(FailureClass.WINDOW_CLOSED, 131047);

        assertThat(failures.waiting())
                .extracting(FailedCount::clinic, FailedCount::kind, FailedCount::count)
                .contains(tuple(new ClinicId("centro"), FailureClass.WINDOW_CLOSED, 1L));
    }

    @Test
    void findsAPageByAnIndexHoweverManyFailuresThereAre() {
        try (var many = new LedgerUnderTest()) {
            many.jdbc.sql("""
                            with m as (
                                insert into message (id, rule, subject, version, clinic, channel, to_phone, content, nonce)
                                select gen_random_uuid(), 'reminder', 'appointment:' || n, '1', 'clinic-' || n % 50, 'centro-cloud',
                                       '+34600' || lpad(n::text, 6, '0'), '{}', 'nonce-' || n
                                from generate_series(1, 100000) n returning id, clinic, rule
                            ), d as (
                                insert into delivery (id, channel, status, priority, due_at, useful_until, planned_at)
                                select id, 'centro-cloud', 'failed', 1, now(), now() + interval '1 day', now() from m
                            )
                            insert into failed_message (message_id, failed_at, class, code, title, clinic, rule, resolved_at, resolution)
                            select id, now() - random() * interval '30 days', 'FIX_RECIPIENT', 131026, 'Message undeliverable', clinic, rule,
                                   case when random() < 0.7 then now() end, 'discarded'
                            from m
                            """).update();
            many.jdbc
                    .sql("update failed_message set resolution = null where resolved_at is null")
                    .update();
            many.jdbc.sql("vacuum analyze").update();

            for (var condition : List.of(
                    "f.resolved_at is null",
                    "f.resolved_at is null and f.clinic = 'clinic-7'",
                    "f.resolved_at is not null",
                    "f.resolved_at is not null and f.clinic = 'clinic-7'",
                    "f.resolved_at is null and f.clinic = 'clinic-7' and (f.failed_at, f.id) < (now() - interval '3 days', 50000)")) {
                assertThat(plan(many, condition))
                        .as(condition)
                        .contains("failed_message_")
                        .doesNotContain("Seq Scan", "Sort");
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String plan(LedgerUnderTest many, String condition) {
        return String.join(
                "\n",
                many.jdbc.sql("""
                        explain select f.id, m.rule, d.status
                        from failed_message f join message m on m.id = f.message_id join delivery d on d.id = m.id
                        where %s order by f.failed_at desc, f.id desc limit 51
                        """.formatted(condition)).query(String.class).list());
    }

    private static LastLook lastLook(MessageId id) {
        return new LastLook() {
            @Override
            public boolean judges(Candidate message) {
                return message.id().equals(id);
            }

            @Override
            public Map<MessageId, Reason> objections(List<Candidate> messages) {
                return messages.stream().anyMatch(message -> message.id().equals(id))
                        ? Map.of(id, Reason.APPOINTMENT_CANCELLED)
                        : Map.of();
            }
        };
    }

    private static MessageId failed(FailureClass kind, int code) {
        var id = ledger.accepted();
        ledger.reports.apply(List.of(new StatusUpdate(
                LedgerUnderTest.CHANNEL,
                id,
                LedgerUnderTest.wamid(id),
                Status.FAILED,
                ledger.now(),
                new Failure(kind, code, "title", "details", null))));
        return id;
    }

    private static void failInBulk(List<MessageId> ids, int code) {
        var texts = ids.stream().map(MessageId::toString).toArray(String[]::new);
        ledger.jdbc
                .sql("""
                        with gone as (update delivery set status = 'failed' where id = any(:ids::uuid[]))
                        insert into failed_message (message_id, failed_at, class, code, title, clinic, rule)
                        select id, :now, 'RETRY_LATER', :code, 'title', clinic, rule from message where id = any(:ids::uuid[])
                        """)
                .param("ids", texts)
                .param("now", ledger.now().atOffset(ZoneOffset.UTC))
                .param("code", code)
                .update();
    }

    private static int actions(MessageId id) {
        return ledger.jdbc
                .sql(
                        "select count(*) from failed_action a join failed_message f on f.id = a.failed_message where f.message_id = :id")
                .param("id", id.value())
                .query(Integer.class)
                .single();
    }

    private static FailedQuery query(
            @Nullable FailureClass kind, @Nullable Integer code, @Nullable Concerned concerned) {
        return new FailedQuery(ClinicScope.everywhere(), kind, code, null, null, null, concerned, false);
    }

    private static FailedQuery at(ClinicScope clinics) {
        return new FailedQuery(clinics, null, null, null, null, null, null, false);
    }

    private static List<MessageId> found(FailedQuery query) {
        var all = new ArrayList<MessageId>();
        @Nullable String cursor = null;
        do {
            var page = failures.search(query, cursor, 500);
            page.items().forEach(failed -> all.add(failed.message().id()));
            cursor = page.next();
        } while (cursor != null);
        return all;
    }
}

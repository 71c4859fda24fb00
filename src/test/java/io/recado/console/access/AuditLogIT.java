package io.recado.console.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.configuration.ClinicId;
import io.recado.configuration.ClinicScope;
import io.recado.console.access.AuditLog.Order.By;
import io.recado.fixtures.SettableClock;
import io.recado.platform.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class AuditLogIT {

    private static final ClinicId CENTRO = new ClinicId("centro");
    private static final ClinicId PALERMO = new ClinicId("palermo");
    private static final Viewer ANA =
            Viewer.ofEverything("ana", Viewer.Kind.PERSON).from("10.0.0.1");
    private static final Viewer ROBOT = Viewer.ofEverything("token:bi", Viewer.Kind.PROGRAM);

    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.fresh());
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final AuditLog audit = new AuditLog(jdbc, new ObjectMapper(), clock);

    @Test
    void saysWhoDidWhatWhenAndFromWhere() {
        audit.record(ANA, Action.PHONE_CORRECTED, CENTRO, "patient:17", Map.of("reason", "landline"));

        assertThat(audit.search(all(), 10)).singleElement().satisfies(entry -> {
            assertThat(entry.who()).isEqualTo("ana");
            assertThat(entry.at()).isEqualTo(clock.instant());
            assertThat(entry.address()).isEqualTo("10.0.0.1");
            assertThat(entry.action()).isEqualTo("phone_corrected");
            assertThat(entry.clinic()).isEqualTo("centro");
            assertThat(entry.subject()).isEqualTo("patient:17");
            assertThat(entry.details()).isEqualTo(Map.of("reason", "landline"));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_entry set who = 'somebody else'",
                "delete from audit_entry",
                "delete from audit_entry where false",
                "truncate audit_entry"
            })
    void isNeitherChangedNorDeleted(String sql) {
        audit.record(ANA, Action.CHANNEL_RESUMED, "channel:centro-cloud");

        assertThatThrownBy(() -> jdbc.sql(sql).update()).hasMessageContaining("neither changed nor deleted");
        assertThat(audit.search(all(), 10)).hasSize(1);
    }

    @Test
    void countsALookOnceWhileItLasts() {
        audit.record(ANA, Action.CHAT_SEEN, CENTRO, "patient:17");
        audit.record(ANA, Action.CHAT_SEEN, CENTRO, "patient:17");
        audit.record(ANA, Action.CHAT_SEEN, CENTRO, "patient:18");
        audit.record(ANA.from("10.0.0.2"), Action.CHAT_SEEN, CENTRO, "patient:17");
        audit.record(ROBOT, Action.CHAT_SEEN, CENTRO, "patient:17");
        clock.advance(Duration.ofMinutes(6));
        audit.record(ANA, Action.CHAT_SEEN, CENTRO, "patient:17");

        assertThat(audit.search(all(), 10)).hasSize(5);
    }

    @Test
    void countsEveryChange() {
        audit.record(ANA, Action.MESSAGE_RESENT, CENTRO, "message:1");
        audit.record(ANA, Action.MESSAGE_RESENT, CENTRO, "message:1");

        assertThat(audit.search(all(), 10)).hasSize(2);
    }

    @Test
    void findsByPersonActionClinicAndDays() {
        audit.record(ANA, Action.MESSAGE_RESENT, CENTRO, "message:1");
        clock.advance(Duration.ofDays(1));
        audit.record(ROBOT, Action.CHANNEL_RESUMED, PALERMO, "channel:1");

        assertThat(subjects(new AuditLog.Query(ClinicScope.everywhere(), "ana", null, null, null, null, null)))
                .containsExactly("message:1");
        assertThat(subjects(new AuditLog.Query(
                        ClinicScope.everywhere(), null, Action.CHANNEL_RESUMED, null, null, null, null)))
                .containsExactly("channel:1");
        assertThat(subjects(new AuditLog.Query(ClinicScope.everywhere(), null, null, CENTRO, null, null, null)))
                .containsExactly("message:1");
        assertThat(subjects(
                        new AuditLog.Query(ClinicScope.everywhere(), null, null, null, clock.instant(), null, null)))
                .containsExactly("channel:1");
        assertThat(subjects(
                        new AuditLog.Query(ClinicScope.everywhere(), null, null, null, null, clock.instant(), null)))
                .containsExactly("message:1");
    }

    @Test
    void keepsToTheClinicsOfWhoeverReads() {
        audit.record(ANA, Action.MESSAGE_RESENT, CENTRO, "message:1");
        audit.record(ANA, Action.MESSAGE_RESENT, PALERMO, "message:2");
        audit.record(ANA, Action.USER_CREATED, "user:bruno");

        assertThat(subjects(new AuditLog.Query(ClinicScope.of(CENTRO), null, null, null, null, null, null)))
                .containsExactly("message:1");
        assertThat(subjects(new AuditLog.Query(ClinicScope.of(CENTRO), null, null, PALERMO, null, null, null)))
                .isEmpty();
    }

    @Test
    void sortsByWhoAndWhatPageAfterPage() {
        var berta = Viewer.ofEverything("berta", Viewer.Kind.PERSON);
        audit.record(berta, Action.ROLE_CHANGED, "sorted:1");
        audit.record(ANA, Action.USER_CREATED, "sorted:2");
        audit.record(berta, Action.USER_CREATED, "sorted:3");
        for (var order : List.of(
                Map.entry(new AuditLog.Order(By.WHO, false), List.of("sorted:2", "sorted:3", "sorted:1")),
                Map.entry(new AuditLog.Order(By.WHO, true), List.of("sorted:1", "sorted:3", "sorted:2")),
                Map.entry(new AuditLog.Order(By.ACTION, false), List.of("sorted:1", "sorted:3", "sorted:2")),
                Map.entry(new AuditLog.Order(By.WHEN, false), List.of("sorted:1", "sorted:2", "sorted:3")))) {
            var subjects = new ArrayList<String>();
            @Nullable Long before = null;
            for (var page = audit.search(page(before), order.getKey(), 2);
                    !page.isEmpty();
                    page = audit.search(page(before), order.getKey(), 2)) {
                page.forEach(entry -> subjects.add(entry.subject()));
                before = page.getLast().id();
            }
            assertThat(subjects.stream().filter(subject -> subject.startsWith("sorted:")))
                    .as("%s", order.getKey())
                    .containsExactlyElementsOf(order.getValue());
        }
    }

    @Test
    void readsOnFromTheLastEntryOfAPage() {
        for (int i = 0; i < 5; i++) {
            audit.record(ANA, Action.MESSAGE_RESENT, CENTRO, "message:" + i);
        }
        var first = audit.search(all(), 2);

        var rest = subjects(page(first.getLast().id()));

        assertThat(first).extracting(AuditLog.Entry::subject).containsExactly("message:4", "message:3");
        assertThat(rest).containsExactly("message:2", "message:1", "message:0");
    }

    private java.util.List<String> subjects(AuditLog.Query query) {
        return audit.search(query, 10).stream().map(AuditLog.Entry::subject).toList();
    }

    private static AuditLog.Query all() {
        return page(null);
    }

    private static AuditLog.Query page(@Nullable Long before) {
        return new AuditLog.Query(ClinicScope.everywhere(), null, null, null, null, null, before);
    }
}

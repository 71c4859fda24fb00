package io.recado.sandbox.whatsapp.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recado.platform.TestDatabase;
import io.recado.sandbox.SandboxDatabase;
import io.recado.sandbox.whatsapp.account.WhatsAppSetup.WhatsAppSchema;
import io.recado.sandbox.whatsapp.wire.GraphError;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class FaultsTest {

    private static DataSource database;
    private Faults faults;

    @BeforeAll
    static void migrate() {
        database = new DriverManagerDataSource(TestDatabase.emptyUrl(), "postgres", "");
        SandboxDatabase.migrate(database, "whatsapp");
    }

    @BeforeEach
    void start() {
        faults = restarted();
        faults.clear();
    }

    private static Faults restarted() {
        return new Faults(new FaultTable(JdbcClient.create(database), Clock.systemUTC(), new WhatsAppSchema()));
    }

    @Test
    void theEndingOfANumberDecides() {
        assertThat(next("34600001026")).isEqualTo(new Fault.FailLater(GraphError.of(131026)));
        assertThat(next("34600000190")).isEqualTo(new Fault.Refuse(GraphError.of(190)));
        assertThat(next("34600000001")).isNull();
    }

    @Test
    void aPassingRefusalPassesAtTheThirdTry() {
        List<Boolean> refused =
                IntStream.range(0, 6).mapToObj(i -> next("34600001056") != null).toList();

        assertThat(refused).containsExactly(true, true, false, true, true, false);
    }

    @Test
    void anOrderedFaultStrikesAsOftenAsOrdered() {
        faults.arm(order(null, "34600000001", "lost-answer", 2, 1));

        assertThat(next("34600000002")).isNull();
        assertThat(next("34600000001")).isEqualTo(Fault.Trouble.LOST_ANSWER);
        assertThat(faults.armed()).singleElement().extracting(FaultOrder::times).isEqualTo(1);
        assertThat(next("34600000001")).isEqualTo(Fault.Trouble.LOST_ANSWER);
        assertThat(next("34600000001")).isNull();
    }

    @Test
    void whatIsOrderedOutlivesARestartAndCanBeTakenBack() {
        faults.arm(order(null, null, "131031", 3, 1));
        next("34600000001");

        Faults again = restarted();

        assertThat(again.armed()).singleElement().satisfies(order -> {
            assertThat(order.times()).isEqualTo(2);
            assertThat(again.disarm(order.id())).isTrue();
            assertThat(again.disarm(order.id())).isFalse();
        });
        assertThat(again.next("102", "104", "34600000001")).isNull();
        assertThat(restarted().armed()).isEmpty();
    }

    @Test
    void anAccountsFaultStrikesItsNumbersOnly() {
        faults.arm(order("102", null, "190", null, 1));

        assertThat(faults.next("103", "104", "34600000001")).isNull();
        assertThat(faults.next("102", "104", "34600000001")).isEqualTo(new Fault.Refuse(GraphError.of(190)));
        assertThat(faults.next("102", "105", "34600000002")).isEqualTo(new Fault.Refuse(GraphError.of(190)));
    }

    @Test
    void aRateStrikesAboutThatMany() {
        faults.arm(order(null, null, "500", null, 0.2));

        long struck = IntStream.range(0, 10_000)
                .filter(i -> next("34600000001") != null)
                .count();

        // six standard deviations off
        assertThat(struck).isBetween(1_760L, 2_240L);
        assertThatThrownBy(() -> order(null, null, "500", null, 1.5)).hasMessageContaining("found 1.5");
    }

    @Test
    void codesComeWhenWhatsAppSendsThemUnlessForced() {
        assertThat(Fault.named("131047")).isInstanceOf(Fault.FailLater.class);
        assertThat(Fault.named("sync-131047")).isInstanceOf(Fault.Refuse.class);
        assertThat(Fault.named("async-132015")).isEqualTo(new Fault.FailLater(GraphError.of(132015)));
        assertThat(Fault.named("after-sent-131026")).isEqualTo(new Fault.FailLater(GraphError.of(131026), true));
        assertThat(Fault.named("held-dropped-135000")).isEqualTo(new Fault.HeldThenDropped(GraphError.of(135000)));
        assertThatThrownBy(() -> Fault.named("nonsense")).hasMessageContaining("found nonsense");
        assertThatThrownBy(() -> Fault.named("perhaps-131026")).hasMessageContaining("found perhaps-131026");
    }

    @Test
    void everyEndingNamesAFaultOfItsOwn() {
        assertThat(Faults.ENDINGS.values()).doesNotHaveDuplicates().allSatisfy(kind -> assertThat(Fault.named(kind))
                .isNotNull());
        assertThat(Faults.ENDINGS.keySet()).allMatch(ending -> ending.matches("[0-9]{4}"));
    }

    private @Nullable Fault next(String waId) {
        return faults.next("102", "104", waId);
    }

    private static FaultOrder order(
            @Nullable String account, @Nullable String waId, String kind, @Nullable Integer times, double rate) {
        return new FaultOrder(0, account, null, waId, kind, times, rate);
    }
}

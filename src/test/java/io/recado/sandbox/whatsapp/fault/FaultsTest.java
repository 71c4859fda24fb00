package io.recado.sandbox.whatsapp.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recado.sandbox.whatsapp.wire.GraphError;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private final Faults faults = new Faults();

    @Test
    void theEndingOfANumberDecides() {
        assertThat(faults.next("34600001026")).isEqualTo(new Fault.FailLater(GraphError.of(131026)));
        assertThat(faults.next("34600000190")).isEqualTo(new Fault.Refuse(GraphError.of(190)));
        assertThat(faults.next("34600000001")).isNull();
    }

    @Test
    void aPassingRefusalPassesAtTheThirdTry() {
        List<Boolean> refused = IntStream.range(0, 6)
                .mapToObj(i -> faults.next("34600001056") != null)
                .toList();

        assertThat(refused).containsExactly(true, true, false, true, true, false);
    }

    @Test
    void anOrderedFaultStrikesAsOftenAsOrdered() {
        faults.arm("34600000001", Fault.Trouble.LOST_ANSWER, 2);

        assertThat(faults.next("34600000002")).isNull();
        assertThat(faults.next("34600000001")).isEqualTo(Fault.Trouble.LOST_ANSWER);
        assertThat(faults.next("34600000001")).isEqualTo(Fault.Trouble.LOST_ANSWER);
        assertThat(faults.next("34600000001")).isNull();
    }

    @Test
    void codesComeWhenWhatsAppSendsThemUnlessForced() {
        assertThat(Fault.named("131047")).isInstanceOf(Fault.FailLater.class);
        assertThat(Fault.named("sync-131047")).isInstanceOf(Fault.Refuse.class);
        assertThat(Fault.named("async-132015")).isInstanceOf(Fault.FailLater.class);
        assertThatThrownBy(() -> Fault.named("nonsense")).hasMessageContaining("found nonsense");
    }

    @Test
    void everyEndingNamesAFault() {
        assertThat(Faults.ENDINGS.values())
                .allSatisfy(kind -> assertThat(Fault.named(kind)).isNotNull());
    }
}

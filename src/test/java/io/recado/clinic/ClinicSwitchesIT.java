package io.recado.clinic;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.configuration.ClinicId;
import io.recado.platform.TestDatabase;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ClinicSwitchesIT {

    private static final ClinicId CENTRO = new ClinicId("centro");

    private final List<Object> events = new ArrayList<>();
    private final ClinicSwitches switches =
            new ClinicSwitches(JdbcClient.create(TestDatabase.fresh()), Clock.systemUTC(), events::add);

    @Test
    void aClinicMaySendUntilSomebodySwitchesItOff() {
        assertThat(switches.maySend(CENTRO)).isTrue();
        assertThat(switches.silent()).isEmpty();

        switches.save(switches.get(CENTRO).turned(false));

        assertThat(switches.maySend(CENTRO)).isFalse();
        assertThat(switches.silent()).containsExactly(CENTRO);
        assertThat(events).containsExactly(new ClinicSwitched(CENTRO, false));
    }

    @Test
    void twoPeopleAtTheSameSwitchDoNotOverwriteEachOther() {
        var first = switches.get(CENTRO);
        var second = switches.get(CENTRO);

        assertThat(switches.save(first.turned(false)))
                .isEqualTo(new SaveOutcome.Saved<>(new ClinicSwitch(CENTRO, false, 1)));
        assertThat(switches.save(second.turned(true)))
                .isEqualTo(new SaveOutcome.Conflict<>(new ClinicSwitch(CENTRO, false, 1)));
        assertThat(switches.save(switches.get(CENTRO).turned(true)))
                .isEqualTo(new SaveOutcome.Saved<>(new ClinicSwitch(CENTRO, true, 2)));
        assertThat(events).hasSize(2);
    }
}

package io.recado.sandbox.crm;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/** The sandbox's clock as it hangs on the sales room's wall: Bogotá's time without an offset, whole seconds. */
@Component
class WallClock {

    private final Clock clock;

    WallClock(Clock clock) {
        this.clock = clock;
    }

    LocalDateTime now() {
        return LocalDateTime.ofInstant(clock.instant(), CrmDatabase.ZONE).truncatedTo(ChronoUnit.SECONDS);
    }
}

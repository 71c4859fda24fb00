package io.recado.inbound;

import io.recado.platform.Outage;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads what waits in the queue of statuses, as much at once as there is. Used by one thread at a time. */
@Component
class StatusReader {

    private static final Logger log = LoggerFactory.getLogger(StatusReader.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final BundleIntake intake;
    private final PayloadReader reader;
    private final Outage outage;

    StatusReader(InboundQueue queue, PayloadReader reader, Outage outage) {
        this.intake = queue.statuses();
        this.reader = reader;
        this.outage = outage;
    }

    /** How many letters; none when none came in time, or the broker is away. */
    int readNext() {
        try {
            return outage.outlast("Webhooks", () -> intake.take(PATIENCE, reader::read));
        } catch (RuntimeException e) {
            if (Outage.isOne(e)) {
                log.debug("The hub stops while it waits for its servers", e);
                return 0;
            }
            throw e;
        }
    }

    @PreDestroy
    void close() {
        intake.close();
    }
}

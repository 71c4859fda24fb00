package io.recado.sandbox.pms;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The PMS's manners, under {@code sandbox.pms:}.
 *
 * @param requestsPerSecond how many requests a token may make each second in the long run; beyond it they get 429
 * @param burst how many it may make at once after a pause
 * @param retryFirst delay before the second delivery of a webhook; doubles up to {@code retryMost}
 */
record PmsSettings(
        List<Client> clients,
        @DefaultValue("100") double requestsPerSecond,
        @DefaultValue("500") int burst,
        @DefaultValue("1s") Duration retryFirst,
        @DefaultValue("1h") Duration retryMost) {

    PmsSettings {
        if (requestsPerSecond <= 0 || burst < 1) {
            throw new IllegalArgumentException(
                    "sandbox.pms: requests-per-second above 0 and burst of at least 1 were expected, found %s and %d"
                            .formatted(requestsPerSecond, burst));
        }
    }

    /** A system that integrates with the PMS: its own references, holds and webhooks, and its own request limit. */
    record Client(String name, String token) {

        @Override
        public String toString() {
            return "Client[%s]".formatted(name);
        }
    }
}

package io.recado.console.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AbstractAuthenticationEvent;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * Makes guessing passwords slow. After some failures an address waits until the first of them is old enough. It remembers a bounded
 * number of addresses, in memory: a restart forgives, and so does another node.
 */
@Component
class LoginThrottle {

    static final int FAILURES_ALLOWED = 5;
    static final Duration MEMORY = Duration.ofMinutes(5);

    private static final int ADDRESSES_REMEMBERED = 10_000;

    private final Clock clock;
    private final Map<String, Failures> byAddress = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > ADDRESSES_REMEMBERED;
        }
    };

    LoginThrottle(Clock clock) {
        this.clock = clock;
    }

    synchronized boolean mustWait(String address) {
        var failures = byAddress.get(address);
        return failures != null && !over(failures) && failures.count() >= FAILURES_ALLOWED;
    }

    @EventListener
    void failed(AbstractAuthenticationFailureEvent login) {
        addressOf(login).ifPresent(this::failed);
    }

    @EventListener
    void succeeded(AuthenticationSuccessEvent login) {
        addressOf(login).ifPresent(this::succeeded);
    }

    private static Optional<String> addressOf(AbstractAuthenticationEvent login) {
        return login.getAuthentication().getDetails() instanceof WebAuthenticationDetails details
                ? Optional.of(details.getRemoteAddress())
                : Optional.empty();
    }

    synchronized void failed(String address) {
        byAddress.merge(
                address,
                new Failures(1, clock.instant()),
                (known, fresh) -> over(known) ? fresh : new Failures(known.count() + 1, known.first()));
    }

    synchronized void succeeded(String address) {
        byAddress.remove(address);
    }

    private boolean over(Failures failures) {
        return !clock.instant().isBefore(failures.first().plus(MEMORY));
    }

    private record Failures(int count, Instant first) {}
}

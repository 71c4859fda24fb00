package io.recado.console.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes guessing passwords slow, for all nodes together. A name, whether it exists or not, and an address each have a number of attempts;
 * then they wait until the first of them is old enough. An address has more of them, because a whole clinic may share one.
 */
@Component
class LoginThrottle {

    static final int ATTEMPTS_OF_A_NAME = 5;
    static final int ATTEMPTS_OF_AN_ADDRESS = 20;
    static final Duration MEMORY = Duration.ofMinutes(5);

    private static final int NETWORK_BYTES = 8;

    private final JdbcClient jdbc;
    private final TransactionTemplate apart;
    private final Clock clock;

    LoginThrottle(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.apart = new TransactionTemplate(transactions);
        // an attempt counts, whatever becomes of what it was for
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    /** Counts an attempt before the password is looked at, so that many at once gain nothing. */
    boolean admits(String name, @Nullable String address) {
        var admitted = apart.execute(transaction -> {
            forgetWhatIsOver();
            // both are counted, each time in the same order, so that two attempts never wait for one another in a
            // circle
            boolean ofAddress = count(address(address)) <= ATTEMPTS_OF_AN_ADDRESS;
            boolean ofName = count(name(name)) <= ATTEMPTS_OF_A_NAME;
            return ofAddress && ofName;
        });
        return Boolean.TRUE.equals(admitted);
    }

    /** The name is forgiven; the address only this attempt, or whoever has an account could guess others' for ever. */
    void succeeded(String name, @Nullable String address) {
        apart.executeWithoutResult(transaction -> {
            jdbc.sql("update login_attempt set count = count - 1 where key = :key and count > 0")
                    .param("key", address(address))
                    .update();
            forget(name(name));
        });
    }

    private int count(String key) {
        return jdbc.sql("""
                        insert into login_attempt as l (key, count, since) values (:key, 1, :now)
                        on conflict (key) do update set count = least(l.count + 1, 1000) returning count
                        """)
                .param("key", key)
                .param("now", Rows.at(clock.instant()))
                .query(Integer.class)
                .single();
    }

    private void forgetWhatIsOver() {
        // in the order of the key, and leaving out what another attempt is at
        jdbc.sql("""
                        delete from login_attempt where key in (
                            select key from login_attempt where since <= :over order by key for update skip locked)
                        """).param("over", Rows.at(clock.instant().minus(MEMORY))).update();
    }

    private void forget(String key) {
        jdbc.sql("delete from login_attempt where key = :key").param("key", key).update();
    }

    private static String name(String name) {
        return "name:"
                + HexFormat.of().formatHex(TokenHash.of(Accounts.normal(name)).bytes());
    }

    /** Of IPv6 the network: whoever has one address there has all of them. */
    private static String address(@Nullable String address) {
        if (address == null || address.indexOf(':') < 0) {
            return "address:" + address;
        }
        try {
            var parsed = InetAddress.getByName(address);
            return parsed instanceof Inet6Address
                    ? "address:" + HexFormat.of().formatHex(parsed.getAddress(), 0, NETWORK_BYTES)
                    : "address:" + parsed.getHostAddress();
        } catch (UnknownHostException noLiteral) {
            return "address:" + address;
        }
    }
}

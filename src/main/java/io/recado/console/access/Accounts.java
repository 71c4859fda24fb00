package io.recado.console.access;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;

/** The people who may log in. */
@Component
class Accounts implements UserDetailsService {

    /** The account that exists from the first start on. */
    static final String ADMIN = "admin";

    private final JdbcClient jdbc;
    private final Clock clock;

    Accounts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Without authorities: what somebody may do is asked with each request. */
    @Override
    public UserDetails loadUserByUsername(String name) {
        return passwordHash(name)
                .map(hash -> User.withUsername(name).password(hash).build())
                .orElseThrow(() -> new UsernameNotFoundException("No such account"));
    }

    Optional<String> passwordHash(String name) {
        return jdbc.sql("select password_hash from user_account where name = :name")
                .param("name", name)
                .query(String.class)
                .optional();
    }

    void setPassword(String name, String hash) {
        jdbc.sql("""
                        insert into user_account (name, password_hash, created, password_changed) values (:name, :hash, :now, :now)
                        on conflict (name) do update set password_hash = excluded.password_hash, password_changed = excluded.password_changed
                        """)
                .param("name", name)
                .param("hash", hash)
                .param("now", now())
                .update();
    }

    /** Whether the account was added; false when it exists, as by another node that starts at the same moment. */
    boolean addIfAbsent(String name, String hash) {
        return jdbc.sql("""
                        insert into user_account (name, password_hash, created, password_changed) values (:name, :hash, :now, :now)
                        on conflict (name) do nothing
                        """)
                        .param("name", name)
                        .param("hash", hash)
                        .param("now", now())
                        .update()
                == 1;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}

package io.recado.console.access;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tokens that programs come in with. */
@Component
class ApiTokens {

    /** The token that {@code RECADO_API_TOKEN} sets, or that the hub made at its first start. */
    static final String FIRST = "first";

    private final JdbcClient jdbc;
    private final Clock clock;

    ApiTokens(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whose token this is; empty for a token that nobody was given. */
    Optional<String> nameOf(String token) {
        var presented = TokenHash.of(token);
        var found = jdbc.sql("""
                        select name, hash from api_token where hash = :hash
                        """)
                .param("hash", presented.bytes())
                .query((row, number) -> new Stored(row.getString("name"), row.getBytes("hash")))
                .optional()
                .filter(stored -> presented.matches(stored.hash()));
        found.ifPresent(stored -> touch(stored.name()));
        return found.map(Stored::name);
    }

    /** Once a minute is exact enough to find a token that nobody uses any more, and spares a write per request. */
    private void touch(String name) {
        jdbc.sql("""
                        update api_token set last_used = :now
                        where name = :name and (last_used is null or last_used < :now - interval '1 minute')
                        """).param("now", now()).param("name", name).update();
    }

    boolean exists(String name) {
        return jdbc.sql("select exists (select from api_token where name = :name)")
                .param("name", name)
                .query(Boolean.class)
                .single();
    }

    /** Makes the token the one of this name; whatever had the name before opens nothing any more. */
    void set(String name, String token) {
        jdbc.sql("""
                        insert into api_token (name, hash, created) values (:name, :hash, :now)
                        on conflict (name) do update set hash = excluded.hash, created = excluded.created, last_used = null
                        where api_token.hash <> excluded.hash
                        """)
                .param("name", name)
                .param("hash", TokenHash.of(token).bytes())
                .param("now", now())
                .update();
    }

    /** Whether the token was added; false when the name is taken, as by another node that starts at the same moment. */
    boolean addIfAbsent(String name, String token) {
        return jdbc.sql("""
                        insert into api_token (name, hash, created) values (:name, :hash, :now)
                        on conflict (name) do nothing
                        """)
                        .param("name", name)
                        .param("hash", TokenHash.of(token).bytes())
                        .param("now", now())
                        .update()
                == 1;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private record Stored(String name, byte[] hash) {}
}

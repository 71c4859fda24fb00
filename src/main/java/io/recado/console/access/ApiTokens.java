package io.recado.console.access;

import io.recado.configuration.ClinicScope;
import io.recado.console.access.Change.Why;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The tokens that programs come in with. Only their hashes are kept. */
@Component
public class ApiTokens {

    /** The token that {@code RECADO_API_TOKEN} sets, or that the hub made at its first start. */
    static final String FIRST = "first";

    private static final String VIEWER_PREFIX = "token:";
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,58}[\\p{L}\\p{N}]");
    private static final String VALID = " revoked is null and (expires is null or expires > :now)";

    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final Clock clock;

    ApiTokens(JdbcClient jdbc, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A token as people see it. Times are UTC.
     *
     * @param expires null: never
     * @param revoked null while it opens
     * @param madeBy null: the environment, or the hub's first start
     */
    public record ApiToken(
            long id,
            String name,
            boolean everything,
            Set<Permission> permissions,
            ClinicScope clinics,
            Instant created,
            @Nullable String madeBy,
            @Nullable Instant expires,
            @Nullable Instant revoked,
            @Nullable Instant lastUsed) {}

    /** The program that holds a token. */
    Optional<Viewer> find(String token) {
        var presented = TokenHash.of(token);
        var found = jdbc.sql("select * from api_token where hash = :hash and" + VALID)
                .param("hash", presented.bytes())
                .param("now", now())
                .query((row, number) -> new Stored(viewer(row), row.getLong("id"), row.getBytes("hash")))
                .optional()
                .filter(stored -> presented.matches(stored.hash()));
        found.ifPresent(stored -> touch(stored.id()));
        return found.map(Stored::viewer);
    }

    /** The same, for a program that came in already. */
    Optional<Viewer> named(String viewerName) {
        return jdbc.sql("select * from api_token where name = :name and" + VALID)
                .param("name", viewerName.substring(VIEWER_PREFIX.length()))
                .param("now", now())
                .query((row, number) -> viewer(row))
                .optional();
    }

    /** Once a minute is exact enough to find a token that nobody uses any more, and spares a write per request. */
    private void touch(long id) {
        jdbc.sql("""
                        update api_token set last_used = :now
                        where id = :id and (last_used is null or last_used < :now - interval '1 minute')
                        """).param("now", now()).param("id", id).update();
    }

    /** The tokens that see no more clinics than the viewer, those that open first. */
    public List<ApiToken> all(Viewer viewer) {
        return jdbc
                .sql("select * from api_token order by revoked is not null, name")
                .query(ApiTokens::token)
                .list()
                .stream()
                .filter(token -> viewer.clinics().contains(token.clinics()))
                .toList();
    }

    /** A new token, which may do no more than whoever makes it. */
    @Transactional
    public Change create(
            Viewer by, String name, Set<Permission> permissions, ClinicScope clinics, @Nullable Instant expires) {
        var refusal = refusal(by, name, permissions, clinics, expires);
        if (refusal.isPresent()) {
            return Change.refused(refusal.get());
        }
        var secret = NewSecret.token();
        try {
            insert(by, name.strip(), secret, permissions, clinics, expires);
        } catch (DuplicateKeyException taken) {
            // nothing may follow in this transaction, and nothing does
            return Change.refused(Why.NAME_TAKEN);
        }
        return new Change.DoneWith(secret);
    }

    private Optional<Why> refusal(
            Viewer by, String name, Set<Permission> permissions, ClinicScope clinics, @Nullable Instant expires) {
        if (!NAME.matcher(name.strip()).matches()) {
            return Optional.of(Why.NAME_INVALID);
        }
        if (permissions.isEmpty()) {
            return Optional.of(Why.PERMISSIONS_MISSING);
        }
        if (!by.permissions().containsAll(permissions)) {
            return Optional.of(Why.PERMISSIONS_NOT_YOURS);
        }
        if (!clinics.all() && clinics.ids().isEmpty()) {
            return Optional.of(Why.CLINICS_MISSING);
        }
        if (!by.clinics().contains(clinics)) {
            return Optional.of(Why.CLINICS_NOT_YOURS);
        }
        if (expires != null && !expires.isAfter(clock.instant())) {
            return Optional.of(Why.EXPIRY_INVALID);
        }
        return exists(name.strip()) ? Optional.of(Why.NAME_TAKEN) : Optional.empty();
    }

    private void insert(
            Viewer by,
            String name,
            String secret,
            Set<Permission> permissions,
            ClinicScope clinics,
            @Nullable Instant expires) {
        jdbc.sql("""
                        insert into api_token (name, hash, created, permissions, clinics, expires, made_by)
                        values (:name, :hash, :now, :permissions, :clinics, :expires, :by)
                        """)
                .param("name", name)
                .param("hash", TokenHash.of(secret).bytes())
                .param("now", now())
                .param("permissions", Rows.names(permissions))
                .param("clinics", clinics.names())
                .param("expires", Rows.at(expires))
                .param("by", by.name())
                .update();
        audit.record(
                by,
                Action.TOKEN_CREATED,
                null,
                VIEWER_PREFIX + name,
                Map.of("permissions", String.join(", ", Rows.names(permissions)), "clinics", clinics.toString()));
    }

    /** From now on it opens nothing. */
    @Transactional
    public Change revoke(Viewer by, long id) {
        var token = all(by).stream().filter(one -> one.id() == id).findFirst();
        if (token.isEmpty()) {
            return Change.refused(Why.UNKNOWN);
        }
        int revoked = jdbc.sql("update api_token set revoked = :now where id = :id and revoked is null")
                .param("now", now())
                .param("id", id)
                .update();
        if (revoked == 1) {
            audit.record(by, Action.TOKEN_REVOKED, VIEWER_PREFIX + token.get().name());
        }
        return new Change.Done();
    }

    boolean exists(String name) {
        return jdbc.sql("select exists (select from api_token where name = :name)")
                .param("name", name)
                .query(Boolean.class)
                .single();
    }

    /** Makes the token the one of this name; whatever had the name before opens nothing any more. One that was revoked stays so. */
    void set(String name, String token) {
        jdbc.sql("""
                        insert into api_token (name, hash, created, everything) values (:name, :hash, :now, true)
                        on conflict (name) do update set hash = excluded.hash, created = excluded.created, last_used = null, revoked = null
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
                        insert into api_token (name, hash, created, everything) values (:name, :hash, :now, true)
                        on conflict (name) do nothing
                        """)
                        .param("name", name)
                        .param("hash", TokenHash.of(token).bytes())
                        .param("now", now())
                        .update()
                == 1;
    }

    private static Viewer viewer(ResultSet row) throws SQLException {
        var token = token(row, 0);
        return new Viewer(
                VIEWER_PREFIX + token.name(), Viewer.Kind.PROGRAM, token.permissions(), token.clinics(), null);
    }

    private static ApiToken token(ResultSet row, int number) throws SQLException {
        var everything = row.getBoolean("everything");
        return new ApiToken(
                row.getLong("id"),
                row.getString("name"),
                everything,
                Role.permissions(everything, Rows.texts(row, "permissions")),
                Rows.clinics(row, "clinics"),
                Rows.known(row, "created"),
                row.getString("made_by"),
                Rows.instant(row, "expires"),
                Rows.instant(row, "revoked"),
                Rows.instant(row, "last_used"));
    }

    private @Nullable OffsetDateTime now() {
        return Rows.at(clock.instant());
    }

    private record Stored(Viewer viewer, long id, byte[] hash) {}
}

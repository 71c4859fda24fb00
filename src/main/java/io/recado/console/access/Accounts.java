package io.recado.console.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsPasswordService;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;

/** The accounts of people, as the door asks for them. {@link Users} changes them for other people. */
@Component
class Accounts implements UserDetailsService, UserDetailsPasswordService {

    /** The account that exists from the first start on. */
    static final String ADMIN = "admin";

    static final String SELECT = """
            select a.id, a.name, a.role, r.name as role_name, r.ours, r.everything, r.permissions, a.clinics, a.active, a.must_change,
                   a.password_hash is null as external, a.created, a.last_login, a.version
              from user_account a join role r on r.id = a.role
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    Accounts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Names are written in small letters, however people type them. */
    static String normal(@Nullable String name) {
        return name == null ? "" : name.strip().toLowerCase(Locale.ROOT);
    }

    Optional<Account> find(String name) {
        return jdbc.sql(SELECT + " where a.name = :name")
                .param("name", normal(name))
                .query(Accounts::account)
                .optional();
    }

    /** Whom the other system calls so. */
    Optional<Account> find(String issuer, String subject) {
        return jdbc.sql(SELECT + " where a.issuer = :issuer and a.subject = :subject")
                .param("issuer", issuer)
                .param("subject", subject)
                .query(Accounts::account)
                .optional();
    }

    /**
     * Without authorities: what somebody may do is asked with each request. One that may not come in is as unknown as one that does not exist,
     * so that neither an answer nor its time tells the two apart.
     */
    @Override
    public UserDetails loadUserByUsername(String name) {
        return jdbc.sql("""
                        select name, password_hash from user_account where name = :name and active and password_hash is not null
                        """)
                .param("name", normal(name))
                .query((row, number) -> User.withUsername(row.getString("name"))
                        .password(row.getString("password_hash"))
                        .build())
                .optional()
                .orElseThrow(() -> new UsernameNotFoundException("No such account"));
    }

    /** After a login whose password was kept in a weaker way than today's. */
    @Override
    public UserDetails updatePassword(UserDetails user, @Nullable String hash) {
        jdbc.sql("update user_account set password_hash = :hash where name = :name")
                .param("hash", hash)
                .param("name", user.getUsername())
                .update();
        return User.withUserDetails(user).password(hash).build();
    }

    Optional<String> passwordHash(String name) {
        return hash("password_hash", name);
    }

    /** Of the password that the environment gave last. */
    Optional<String> givenHash(String name) {
        return hash("given_hash", name);
    }

    private Optional<String> hash(String column, String name) {
        return jdbc.sql("select " + column + " from user_account where name = :name and " + column + " is not null")
                .param("name", name)
                .query(String.class)
                .optional();
    }

    /** @param mustChange whether its owner is asked for another one at once */
    void setPassword(String name, String hash, boolean mustChange) {
        jdbc.sql("""
                        update user_account
                           set password_hash = :hash, password_changed = :now, must_change = :mustChange, version = version + 1
                         where name = :name
                        """)
                .param("name", name)
                .param("hash", hash)
                .param("now", now())
                .param("mustChange", mustChange)
                .update();
    }

    void rememberGiven(String name, String hash) {
        jdbc.sql("update user_account set given_hash = :hash where name = :name")
                .param("hash", hash)
                .param("name", name)
                .update();
    }

    /** Whether the administrator was added; false when it exists, as by another node that starts at the same moment. */
    boolean addAdministratorIfAbsent(String hash, boolean mustChange) {
        return jdbc.sql("""
                        insert into user_account (name, password_hash, created, password_changed, must_change, role)
                        select :name, :hash, :now, :now, :mustChange, id from role where everything
                        on conflict (name) do nothing
                        """)
                        .param("name", ADMIN)
                        .param("hash", hash)
                        .param("now", now())
                        .param("mustChange", mustChange)
                        .update()
                == 1;
    }

    void noteLogin(String name) {
        jdbc.sql("update user_account set last_login = :now where name = :name")
                .param("now", now())
                .param("name", name)
                .update();
    }

    static Account account(ResultSet row, int number) throws SQLException {
        return new Account(
                row.getLong("id"),
                row.getString("name"),
                row.getLong("role"),
                row.getString("role_name"),
                row.getBoolean("ours"),
                Role.permissions(row.getBoolean("everything"), Rows.texts(row, "permissions")),
                Rows.clinics(row, "clinics"),
                row.getBoolean("active"),
                row.getBoolean("must_change"),
                row.getBoolean("external"),
                Rows.known(row, "created"),
                Rows.instant(row, "last_login"),
                row.getInt("version"));
    }

    private @Nullable OffsetDateTime now() {
        return Rows.at(clock.instant());
    }
}

package io.recado.console.access;

import io.recado.clinic.Clinics;
import io.recado.configuration.ClinicId;
import io.recado.configuration.ClinicScope;
import io.recado.console.access.Change.Why;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/**
 * Other people's accounts, for whoever looks after them. Nobody sees or changes an account that may do more than their own, or that works
 * for clinics that are not theirs; to them it does not exist.
 */
@Component
public class Users {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,58}[a-z0-9]");

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Roles roles;
    private final Clinics clinics;
    private final Sessions sessions;
    private final PasswordEncoder encoder;
    private final AuditLog audit;
    private final Clock clock;

    Users(
            JdbcClient jdbc,
            Accounts accounts,
            Roles roles,
            Clinics clinics,
            Sessions sessions,
            PasswordEncoder encoder,
            AuditLog audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.roles = roles;
        this.clinics = clinics;
        this.sessions = sessions;
        this.encoder = encoder;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Which accounts to list.
     *
     * @param text part of the name; null for any
     * @param role null for any
     * @param active null for both
     * @param sort {@code name}, {@code role} or {@code login}
     */
    public record Query(
            @Nullable String text,
            @Nullable Long role,
            @Nullable Boolean active,
            String sort,
            boolean descending,
            long offset,
            int limit) {}

    /** Some of the accounts that the viewer may look after. */
    public List<Account> search(Viewer viewer, Query query) {
        var order =
                switch (query.sort()) {
                    case "role" -> "r.name";
                    case "login" -> "coalesce(a.last_login, 'epoch')";
                    default -> "a.name";
                };
        return jdbc.sql(Accounts.SELECT + """
                         where (:text::text is null or a.name like :text)
                           and (:role::bigint is null or a.role = :role)
                           and (:active::boolean is null or a.active = :active)
                           and (:mine::text[] is null or a.clinics <@ :mine::text[])
                           and (:everything or not r.everything and r.permissions <@ :permissions::text[])
                        """ + " order by " + order + (query.descending() ? " desc" : "")
                        + ", a.id limit :limit offset :offset")
                .param("text", query.text() == null ? null : Rows.anywhere(Accounts.normal(query.text())))
                .param("role", query.role())
                .param("active", query.active())
                .param("mine", viewer.clinics().names())
                .param("everything", mayEverything(viewer))
                .param("permissions", Rows.names(viewer.permissions()))
                .param("limit", query.limit())
                .param("offset", query.offset())
                .query(Accounts::account)
                .list();
    }

    private static boolean mayEverything(Viewer viewer) {
        return viewer.permissions().size() == Permission.values().length;
    }

    public Optional<Account> find(Viewer viewer, String name) {
        return accounts.find(name)
                .filter(account -> viewer.clinics().contains(account.clinics())
                        && viewer.permissions().containsAll(account.permissions()));
    }

    /** A new account, with a password that is to be handed over and changed at the first login. */
    @Transactional
    public Change create(Viewer by, String wish, long role, ClinicScope scope) {
        var name = Accounts.normal(wish);
        if (!NAME.matcher(name).matches()) {
            return Change.refused(Why.NAME_INVALID);
        }
        var refusal = refusal(by, role, scope);
        if (refusal.isPresent()) {
            return Change.refused(refusal.get());
        }
        var password = NewSecret.password();
        int added = jdbc.sql("""
                        insert into user_account (name, password_hash, created, password_changed, must_change, role, clinics)
                        values (:name, :hash, :now, :now, true, :role, :clinics)
                        on conflict (name) do nothing
                        """)
                .param("name", name)
                .param("hash", encoder.encode(password))
                .param("now", Rows.at(clock.instant()))
                .param("role", role)
                .param("clinics", scope.names())
                .update();
        if (added == 0) {
            return Change.refused(Why.NAME_TAKEN);
        }
        audit.record(by, Action.USER_CREATED, null, subject(name), details(role, scope));
        return new Change.DoneWith(password);
    }

    /**
     * Gives somebody another role or other clinics. It holds from their next click on.
     *
     * @param version of the account as it was when somebody began to change it
     */
    @Transactional
    public Change change(Viewer by, String name, long role, ClinicScope scope, int version) {
        var account = find(by, name).orElse(null);
        if (account == null) {
            return Change.refused(Why.UNKNOWN);
        }
        var refusal = refusal(by, role, scope);
        if (refusal.isPresent()) {
            return Change.refused(refusal.get());
        }
        int changed = jdbc.sql("""
                        update user_account set role = :role, clinics = :clinics, version = version + 1
                         where id = :id and version = :version
                        """)
                .param("role", role)
                .param("clinics", scope.names())
                .param("id", account.id())
                .param("version", version)
                .update();
        if (changed == 0) {
            return Change.refused(Why.CHANGED_MEANWHILE);
        }
        return unlessNobodyIsLeft(
                () -> audit.record(by, Action.USER_CHANGED, null, subject(name), details(role, scope)));
    }

    /** Keeps somebody out, and ends their logins; or lets them in again. */
    @Transactional
    public Change activate(Viewer by, String name, boolean active) {
        var account = find(by, name).orElse(null);
        if (account == null) {
            return Change.refused(Why.UNKNOWN);
        }
        jdbc.sql("update user_account set active = :active, version = version + 1 where id = :id")
                .param("active", active)
                .param("id", account.id())
                .update();
        return unlessNobodyIsLeft(() -> {
            audit.record(by, active ? Action.USER_ACTIVATED : Action.USER_DEACTIVATED, subject(account.name()));
            if (!active) {
                sessions.end(account.name());
            }
        });
    }

    /** A new password, to be handed over and changed at the next login; the old one and all logins are over. */
    @Transactional
    public Change resetPassword(Viewer by, String name) {
        var account = find(by, name).orElse(null);
        if (account == null) {
            return Change.refused(Why.UNKNOWN);
        }
        if (account.external()) {
            return Change.refused(Why.NO_PASSWORD_HERE);
        }
        var password = NewSecret.password();
        accounts.setPassword(account.name(), encoder.encode(password), true);
        audit.record(by, Action.PASSWORD_RESET, subject(account.name()));
        sessions.end(account.name());
        return new Change.DoneWith(password);
    }

    /** Logs somebody out wherever they are. */
    @Transactional
    public Change endSessions(Viewer by, String name) {
        var account = find(by, name).orElse(null);
        if (account == null) {
            return Change.refused(Why.UNKNOWN);
        }
        audit.record(by, Action.LOGGED_OUT_EVERYWHERE, subject(account.name()));
        sessions.end(account.name());
        return new Change.Done();
    }

    /**
     * Somebody for whom another system vouches. They get an account with their first login, and with each login the role and the clinics
     * that the other system says. Empty when they may not come in: the account is deactivated, its name belongs to somebody else, or role or
     * clinics say nothing to us.
     */
    @Transactional
    Optional<Account> arrive(String issuer, String subject, String wish, String roleName, ClinicScope scope) {
        var role =
                roles.all().stream().filter(one -> one.name().equals(roleName)).findFirst();
        if (role.isEmpty()
                || (!scope.all() && scope.ids().isEmpty())
                || !scope.ids().stream().allMatch(this::exists)) {
            return Optional.empty();
        }
        var known = accounts.find(issuer, subject);
        if (known.isEmpty()) {
            return welcome(issuer, subject, Accounts.normal(wish), role.get().id(), scope);
        }
        var account = known.get();
        if (!account.active()) {
            return Optional.empty();
        }
        if (account.role() == role.get().id() && account.clinics().equals(scope)) {
            return known;
        }
        jdbc.sql("update user_account set role = :role, clinics = :clinics, version = version + 1 where id = :id")
                .param("role", role.get().id())
                .param("clinics", scope.names())
                .param("id", account.id())
                .update();
        var change = unlessNobodyIsLeft(() -> audit.record(
                account.viewer(null),
                Action.USER_CHANGED,
                null,
                subject(account.name()),
                details(role.get().id(), scope)));
        return change instanceof Change.Done ? accounts.find(issuer, subject) : Optional.empty();
    }

    /** A name that somebody has already is not taken over, whoever vouches. */
    private Optional<Account> welcome(String issuer, String subject, String name, long role, ClinicScope scope) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        int added = jdbc.sql("""
                        insert into user_account (name, created, role, clinics, issuer, subject)
                        values (:name, :now, :role, :clinics, :issuer, :subject)
                        on conflict (name) do nothing
                        """)
                .param("name", name)
                .param("now", Rows.at(clock.instant()))
                .param("role", role)
                .param("clinics", scope.names())
                .param("issuer", issuer)
                .param("subject", subject)
                .update();
        if (added == 0) {
            return Optional.empty();
        }
        var account = accounts.find(name);
        account.ifPresent(fresh ->
                audit.record(fresh.viewer(null), Action.USER_CREATED, null, subject(name), details(role, scope)));
        return account;
    }

    private Optional<Why> refusal(Viewer by, long role, ClinicScope scope) {
        if (roles.givenBy(by).stream().noneMatch(one -> one.id() == role)) {
            return Optional.of(Why.ROLE_NOT_YOURS);
        }
        if (!scope.all() && scope.ids().isEmpty()) {
            return Optional.of(Why.CLINICS_MISSING);
        }
        if (!by.clinics().contains(scope) || !scope.ids().stream().allMatch(this::exists)) {
            return Optional.of(Why.CLINICS_NOT_YOURS);
        }
        return Optional.empty();
    }

    private boolean exists(ClinicId clinic) {
        return clinics.find(clinic).isPresent();
    }

    /** Somebody who may do everything everywhere must always be able to come in. */
    private Change unlessNobodyIsLeft(Runnable rest) {
        // two who take each other's role away at the same moment wait for one another here
        jdbc.sql("select id from role where everything for update")
                .query(Long.class)
                .list();
        var left = jdbc.sql("""
                        select exists (
                            select from user_account a join role r on r.id = a.role where r.everything and a.active and a.clinics is null)
                        """).query(Boolean.class).single();
        if (!left) {
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
            return Change.refused(Why.LAST_ADMINISTRATOR);
        }
        rest.run();
        return new Change.Done();
    }

    private Map<String, String> details(long role, ClinicScope scope) {
        return Map.of(
                "role", roles.find(role).map(Role::name).orElse("?"),
                "clinics", scope.toString());
    }

    private static String subject(String name) {
        return "user:" + Accounts.normal(name);
    }
}

package io.recado.console.access;

import io.recado.console.access.Change.Why;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The roles, and what each may do. Nobody gives or takes a permission that they do not have themselves, nor changes what people of clinics
 * may do that are not theirs.
 */
@Component
public class Roles {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,38}[\\p{L}\\p{N}]");

    private static final String SELECT = """
            select r.*, (select count(*) from user_account a where a.role = r.id) as people from role r
            """;

    private final JdbcClient jdbc;
    private final AuditLog audit;

    Roles(JdbcClient jdbc, AuditLog audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /** Those that came with the hub first. */
    public List<Role> all() {
        return jdbc.sql(SELECT + " order by r.everything desc, r.ours desc, r.id")
                .query(Roles::role)
                .list();
    }

    public Optional<Role> find(long id) {
        return jdbc.sql(SELECT + " where r.id = :id")
                .param("id", id)
                .query(Roles::role)
                .optional();
    }

    /** The roles that somebody may give: none that may do more than they. */
    public List<Role> givenBy(Viewer viewer) {
        return all().stream()
                .filter(role -> viewer.permissions().containsAll(role.permissions()))
                .toList();
    }

    @Transactional
    public Change create(Viewer by, String name, Set<Permission> permissions) {
        var wish = name.strip();
        if (!NAME.matcher(wish).matches()) {
            return Change.refused(Why.NAME_INVALID);
        }
        if (!by.permissions().containsAll(permissions)) {
            return Change.refused(Why.PERMISSIONS_NOT_YOURS);
        }
        int added = jdbc.sql("""
                        insert into role (name, ours, permissions) values (:name, false, :permissions) on conflict (name) do nothing
                        """)
                .param("name", wish)
                .param("permissions", Rows.names(permissions))
                .update();
        if (added == 0) {
            return Change.refused(Why.NAME_TAKEN);
        }
        audit.record(by, Action.ROLE_CREATED, null, "role:" + wish, Map.of("permissions", listed(permissions)));
        return new Change.Done();
    }

    /**
     * Ticks other permissions; whoever has the role may do so with their next click.
     *
     * @param version of the role as it was when somebody began to change it
     */
    @Transactional
    public Change change(Viewer by, long id, Set<Permission> permissions, int version) {
        var role = find(id).orElse(null);
        if (role == null) {
            return Change.refused(Why.UNKNOWN);
        }
        if (role.everything()) {
            return Change.refused(Why.FIXED_ROLE);
        }
        if (ofOthers(by, role)) {
            return Change.refused(Why.ROLE_OF_OTHERS);
        }
        var given = without(permissions, role.permissions());
        var taken = without(role.permissions(), permissions);
        if (!by.permissions().containsAll(given) || !by.permissions().containsAll(taken)) {
            return Change.refused(Why.PERMISSIONS_NOT_YOURS);
        }
        int changed = jdbc.sql("""
                        update role set permissions = :permissions, version = version + 1 where id = :id and version = :version
                        """)
                .param("permissions", Rows.names(permissions))
                .param("id", id)
                .param("version", version)
                .update();
        if (changed == 0) {
            return Change.refused(Why.CHANGED_MEANWHILE);
        }
        audit.record(
                by,
                Action.ROLE_CHANGED,
                null,
                "role:" + role.name(),
                Map.of("given", listed(given), "taken", listed(taken)));
        return new Change.Done();
    }

    /** The hub's own roles are everybody's. */
    private boolean ofOthers(Viewer by, Role role) {
        return !by.clinics().all()
                && (role.ours()
                        || jdbc.sql("""
                                select exists (
                                    select from user_account where role = :id and (clinics is null or not clinics <@ :mine::text[]))
                                """)
                                .param("id", role.id())
                                .param("mine", by.clinics().names())
                                .query(Boolean.class)
                                .single());
    }

    @Transactional
    public Change delete(Viewer by, long id) {
        var role = find(id).orElse(null);
        if (role == null) {
            return Change.refused(Why.UNKNOWN);
        }
        if (role.ours()) {
            return Change.refused(Why.FIXED_ROLE);
        }
        if (!by.permissions().containsAll(role.permissions())) {
            return Change.refused(Why.PERMISSIONS_NOT_YOURS);
        }
        int deleted = jdbc.sql(
                        "delete from role r where r.id = :id and not exists (select from user_account where role = r.id)")
                .param("id", id)
                .update();
        if (deleted == 0) {
            return Change.refused(Why.ROLE_IN_USE);
        }
        audit.record(by, Action.ROLE_DELETED, "role:" + role.name());
        return new Change.Done();
    }

    private static Set<Permission> without(Collection<Permission> some, Collection<Permission> others) {
        var rest = EnumSet.noneOf(Permission.class);
        rest.addAll(some);
        rest.removeAll(others);
        return rest;
    }

    private static String listed(Collection<Permission> permissions) {
        return permissions.stream().map(Permission::name).sorted().collect(Collectors.joining(", "));
    }

    private static Role role(ResultSet row, int number) throws SQLException {
        var everything = row.getBoolean("everything");
        return new Role(
                row.getLong("id"),
                row.getString("name"),
                row.getBoolean("ours"),
                everything,
                Role.permissions(everything, Rows.texts(row, "permissions")),
                row.getInt("version"),
                row.getInt("people"));
    }
}

package io.recado.console;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People who work at clinics, each with a role of their own that has their name. */
public final class Staff {

    private Staff() {}

    /**
     * @param permissions as PostgreSQL writes an array, such as {@code {SEE_AGENDA}}
     * @param clinics likewise; null for everywhere
     */
    public static void join(
            JdbcClient jdbc, String name, String password, String permissions, @Nullable String clinics) {
        jdbc.sql("insert into role (name, ours, permissions) values (:name, false, :permissions::text[])")
                .param("name", name)
                .param("permissions", permissions)
                .update();
        jdbc.sql("""
                        insert into user_account (name, password_hash, created, role, clinics)
                        select :name, '{noop}' || :password, now(), id, :clinics::text[] from role where name = :name
                        """)
                .param("name", name)
                .param("password", password)
                .param("clinics", clinics)
                .update();
    }
}

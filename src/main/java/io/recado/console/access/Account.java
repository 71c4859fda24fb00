package io.recado.console.access;

import io.recado.configuration.ClinicScope;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may log in, or could once. Times are UTC.
 *
 * @param name unique, in small letters
 * @param permissions the role's
 * @param active whether they may come in
 * @param mustChange whether the first thing they do is to choose a password of their own
 * @param external whether another system vouches for them, so that there is no password here
 * @param version to notice that somebody else changed it meanwhile
 */
public record Account(
        long id,
        String name,
        long role,
        String roleName,
        boolean rolesOurs,
        Set<Permission> permissions,
        ClinicScope clinics,
        boolean active,
        boolean mustChange,
        boolean external,
        Instant created,
        @Nullable Instant lastLogin,
        int version) {

    public Account {
        permissions = Set.copyOf(permissions);
    }

    Viewer viewer(@Nullable String address) {
        return new Viewer(name, Viewer.Kind.PERSON, permissions, clinics, address, mustChange);
    }
}

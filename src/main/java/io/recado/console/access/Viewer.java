package io.recado.console.access;

import io.recado.configuration.ClinicId;
import io.recado.configuration.ClinicScope;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * Who asks, and what they may see and do at this moment: it is read anew for each request, so that a change of role or clinics holds at
 * once. Handlers of pages and of the REST interface take it as an argument.
 *
 * @param name the account's name, or {@code token:<name>}; it identifies and is not what people are called
 * @param permissions what they may do in the clinics that they see
 * @param address where they ask from; null when it is not a request, as in tests
 * @param newcomer whether they have a password to choose before they may do anything
 */
public record Viewer(
        String name,
        Kind kind,
        Set<Permission> permissions,
        ClinicScope clinics,
        @Nullable String address,
        boolean newcomer)
        implements AuthenticatedPrincipal {

    /** Who stands behind the request. */
    public enum Kind {
        /** Somebody who logged in. */
        PERSON,
        /** Somebody's program, which sent a token. */
        PROGRAM
    }

    public Viewer {
        permissions = newcomer ? Set.of() : Set.copyOf(permissions);
    }

    public Viewer(String name, Kind kind, Set<Permission> permissions, ClinicScope clinics, @Nullable String address) {
        this(name, kind, permissions, clinics, address, false);
    }

    /** Somebody who may do everything everywhere. */
    public static Viewer ofEverything(String name, Kind kind) {
        return new Viewer(name, kind, EnumSet.allOf(Permission.class), ClinicScope.everywhere(), null);
    }

    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    public boolean sees(ClinicId clinic) {
        return clinics.sees(clinic);
    }

    public Viewer from(@Nullable String where) {
        return new Viewer(name, kind, permissions, clinics, where, newcomer);
    }

    @Override
    public String getName() {
        return name;
    }
}

package io.recado.console;

import io.recado.configuration.ClinicScope;
import io.recado.console.access.Permission;
import io.recado.console.access.Viewer;
import java.util.Arrays;
import java.util.Set;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** Somebody with some permissions at some clinics, in whose name a test calls handlers as the dispatcher does after the door. */
public final class Somebody {

    private Somebody() {}

    /** From now on this thread acts for them. */
    public static Viewer comesIn(ClinicScope clinics, Permission... permissions) {
        var authorities = Arrays.stream(permissions).map(Permission::name).toArray(String[]::new);
        var token = new TestingAuthenticationToken("somebody", "", authorities);
        SecurityContextHolder.getContext().setAuthentication(token);
        return new Viewer("somebody", Viewer.Kind.PERSON, Set.of(permissions), clinics, null);
    }

    public static void leaves() {
        SecurityContextHolder.clearContext();
    }
}

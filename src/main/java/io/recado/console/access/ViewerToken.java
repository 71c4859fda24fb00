package io.recado.console.access;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A viewer as Spring Security knows one, for one request: authorities are the permissions, and the kind of viewer. */
final class ViewerToken extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1;

    private final transient Viewer viewer;

    ViewerToken(Viewer viewer) {
        super(Stream.concat(
                        viewer.permissions().stream().map(Permission::name),
                        Stream.of(viewer.kind().name()))
                .map(SimpleGrantedAuthority::new)
                .toList());
        this.viewer = viewer;
        setAuthenticated(true);
    }

    @Override
    public Viewer getPrincipal() {
        return viewer;
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }
}

package io.recado.console.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Recognises {@code Authorization: Bearer …}. A token speaks for its own request only and leaves nothing in a session; a wrong one is as
 * good as none.
 */
class BearerTokenFilter extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";

    private final Viewers viewers;

    BearerTokenFilter(Viewers viewers) {
        this.viewers = viewers;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        tokenOf(request).flatMap(viewers::program).ifPresent(program -> {
            var context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(new ViewerToken(program.from(request.getRemoteAddr())));
            SecurityContextHolder.setContext(context);
        });
        chain.doFilter(request, response);
    }

    /** The token that the request carries, recognised or not. */
    static Optional<String> tokenOf(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip())
                .filter(token -> !token.isEmpty());
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }
}

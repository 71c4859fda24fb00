package io.recado.console.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Makes of the name that a session remembers the {@link Viewer} as of now. A session keeps no permission: one that was taken away is gone
 * with the next request, and a session whose account may not come in any more ends.
 */
class ViewerOfRequest extends OncePerRequestFilter {

    private final Viewers viewers;

    ViewerOfRequest(Viewers viewers) {
        this.viewers = viewers;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var remembered = SecurityContextHolder.getContext().getAuthentication();
        if (isSomebody(remembered)) {
            var context = SecurityContextHolder.createEmptyContext();
            viewers.person(remembered.getName())
                    .map(person -> person.from(request.getRemoteAddr()))
                    .ifPresentOrElse(person -> context.setAuthentication(new ViewerToken(person)), () -> end(request));
            SecurityContextHolder.setContext(context);
        }
        chain.doFilter(request, response);
    }

    private static boolean isSomebody(Authentication remembered) {
        return remembered != null
                && remembered.isAuthenticated()
                && !(remembered instanceof AnonymousAuthenticationToken)
                && !(remembered instanceof ViewerToken);
    }

    private static void end(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    /** What comes back from waiting, such as a live update, passes the door again. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}

package io.recado.console.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Makes of the name that a session remembers the {@link Viewer} as of now. A session keeps no permission: one that was taken away is gone
 * with the next request, and a session whose account may not come in any more ends. Whoever has to choose a password gets no further than
 * that.
 */
class ViewerOfRequest extends OncePerRequestFilter {

    /** Where a password is chosen. */
    static final String OWN_ACCOUNT = "/account";

    private static final Set<String> OPEN_BEFORE_THE_CHANGE =
            Set.of(OWN_ACCOUNT, "/account/password", "/logout", "/error");

    private final Viewers viewers;

    ViewerOfRequest(Viewers viewers) {
        this.viewers = viewers;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var remembered = SecurityContextHolder.getContext().getAuthentication();
        if (isSomebody(remembered)) {
            var account = viewers.person(remembered.getName()).orElse(null);
            if (account != null && mustChangeFirst(account, request)) {
                sendToTheChange(request, response);
                return;
            }
            become(account, request);
        }
        chain.doFilter(request, response);
    }

    private static void become(@Nullable Account account, HttpServletRequest request) {
        var context = SecurityContextHolder.createEmptyContext();
        if (account == null) {
            end(request);
        } else {
            context.setAuthentication(new ViewerToken(account.viewer(request.getRemoteAddr())));
        }
        SecurityContextHolder.setContext(context);
    }

    private static boolean isSomebody(@Nullable Authentication remembered) {
        return remembered != null
                && remembered.isAuthenticated()
                && !(remembered instanceof AnonymousAuthenticationToken)
                && !(remembered instanceof ViewerToken);
    }

    private static boolean mustChangeFirst(Account account, HttpServletRequest request) {
        var path = request.getRequestURI().substring(request.getContextPath().length());
        return account.mustChange()
                && request.getDispatcherType() == DispatcherType.REQUEST
                && !OPEN_BEFORE_THE_CHANGE.contains(path)
                && !path.startsWith("/assets/");
    }

    private static void sendToTheChange(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var page = request.getContextPath() + OWN_ACCOUNT;
        if ("XMLHttpRequest".equals(request.getHeader("X-Requested-With"))) {
            response.setHeader("HX-Redirect", page);
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        } else {
            response.sendRedirect(page);
        }
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

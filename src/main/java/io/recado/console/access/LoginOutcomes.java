package io.recado.console.access;

import io.recado.configuration.Wiring;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.stereotype.Component;

/** What happens when somebody has come in, was refused or leaves. */
@Component
class LoginOutcomes extends SavedRequestAwareAuthenticationSuccessHandler
        implements AuthenticationFailureHandler, LogoutHandler {

    private static final String UNKNOWN = "?";

    private final Accounts accounts;
    private final LoginThrottle throttle;
    private final AuditLog audit;
    private final Duration idleTimeout;

    LoginOutcomes(Accounts accounts, LoginThrottle throttle, AuditLog audit, Wiring wiring) {
        this.accounts = accounts;
        this.throttle = throttle;
        this.audit = audit;
        this.idleTimeout = wiring.console().idleTimeout();
    }

    /** Sends them where they wanted to go, which is remembered in the session and never in the address. */
    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication somebody)
            throws ServletException, IOException {
        var name = somebody.getName();
        throttle.succeeded(name, request.getRemoteAddr());
        accounts.noteLogin(name);
        audit.recordAtTheDoor(name, request.getRemoteAddr(), Action.LOGGED_IN);
        request.getSession().setMaxInactiveInterval((int) idleTimeout.toSeconds());
        super.onAuthenticationSuccess(request, response, somebody);
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        if (reason instanceof OAuth2AuthenticationException) {
            audit.recordAtTheDoor(UNKNOWN, request.getRemoteAddr(), Action.LOGIN_REFUSED);
            getRedirectStrategy().sendRedirect(request, response, "/login?notallowed");
            return;
        }
        // people type passwords into the wrong field: a name that nobody has is not written down
        var name = accounts.find(Accounts.normal(request.getParameter("username")))
                .map(Account::name)
                .orElse(UNKNOWN);
        audit.recordAtTheDoor(name, request.getRemoteAddr(), Action.LOGIN_REFUSED);
        getRedirectStrategy().sendRedirect(request, response, "/login?failed");
    }

    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response, @Nullable Authentication somebody) {
        if (somebody != null) {
            audit.recordAtTheDoor(somebody.getName(), request.getRemoteAddr(), Action.LOGGED_OUT);
        }
    }
}

package io.recado.console.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets nobody guess on: a password sent while its name or address must wait is not even looked at. */
class LoginThrottleFilter extends OncePerRequestFilter {

    private final RequestMatcher login;
    private final LoginThrottle throttle;

    LoginThrottleFilter(RequestMatcher login, LoginThrottle throttle) {
        this.login = login;
        this.throttle = throttle;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (login.matches(request)
                && !throttle.admits(Accounts.normal(request.getParameter("username")), request.getRemoteAddr())) {
            response.sendRedirect(request.getContextPath() + "/login?wait");
        } else {
            chain.doFilter(request, response);
        }
    }
}

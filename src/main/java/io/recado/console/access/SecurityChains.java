package io.recado.console.access;

import static org.springframework.security.authorization.AuthorityAuthorizationManager.hasAuthority;
import static org.springframework.security.authorization.AuthorizationManagers.allOf;
import static org.springframework.security.config.Customizer.withDefaults;

import io.recado.configuration.Wiring;
import io.recado.console.access.Viewer.Kind;
import jakarta.servlet.Filter;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.RequestHeaderRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;

/**
 * The doors. Each path belongs to the first chain that matches it:
 *
 * <ol>
 *   <li>{@code /api}: programs with a token; no session, so no cookie opens it
 *   <li>{@code /webhooks}: anybody; what comes in proves itself by its signature
 *   <li>{@code /actuator}: administrators, and programs with a token for metrics and health details; liveness and readiness are open
 *   <li>everything else: people who logged in
 * </ol>
 */
@Configuration(proxyBeanMethods = false)
class SecurityChains {

    private static final PathPatternRequestMatcher.Builder PATHS = PathPatternRequestMatcher.withDefaults();
    private static final RequestMatcher SCRIPT = new RequestHeaderRequestMatcher("X-Requested-With", "XMLHttpRequest");

    /** Nothing from elsewhere and nothing inline. */
    static final String OUR_PAGES = """
            default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
            connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'""";

    /** Hawtio writes styles into its page and compiles schemas at run time, on its own path only. */
    private static final String HAWTIO = """
            default-src 'self'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
            font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; form-action 'self'; frame-ancestors 'none'""";

    @Bean
    AccessSettings accessSettings(Environment environment) {
        return AccessSettings.from(environment);
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        var encoder = (DelegatingPasswordEncoder) PasswordEncoderFactories.createDelegatingPasswordEncoder();
        // hashes of hubs that had no prefix yet; each gets today's with its owner's next login
        encoder.setDefaultPasswordEncoderForMatches(new BCryptPasswordEncoder());
        return encoder;
    }

    /** Runs when everything else is up and before the hub calls itself ready, so that what it prints stands last on the screen. */
    @Bean
    @SuppressWarnings("SystemOut") // the screen is meant
    ApplicationRunner firstSecrets(
            AccessSettings settings,
            Accounts accounts,
            ApiTokens tokens,
            PasswordEncoder encoder,
            Wiring wiring,
            PlatformTransactionManager transactions) {
        var secrets = new FirstSecrets(
                settings,
                wiring.console().changeFirstPassword(),
                accounts,
                tokens,
                encoder,
                new TransactionTemplate(transactions),
                System.out);
        return arguments -> secrets.settle();
    }

    @Bean
    BearerTokenFilter bearerTokenFilter(Viewers viewers) {
        return new BearerTokenFilter(viewers);
    }

    /** Part of the chains below, and of nothing else. */
    @Bean
    FilterRegistrationBean<BearerTokenFilter> noTokensOutsideTheChains(BearerTokenFilter filter) {
        return outsideTheChains(filter);
    }

    @Bean
    ViewerOfRequest viewerOfRequest(Viewers viewers) {
        return new ViewerOfRequest(viewers);
    }

    @Bean
    FilterRegistrationBean<ViewerOfRequest> noViewersOutsideTheChains(ViewerOfRequest filter) {
        return outsideTheChains(filter);
    }

    private static <F extends Filter> FilterRegistrationBean<F> outsideTheChains(F filter) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setEnabled(false);
        return registration;
    }

    @Bean
    @Order(1)
    SecurityFilterChain api(HttpSecurity http, BearerTokenFilter tokens, ProblemDoor door) throws Exception {
        return http.securityMatcher(path("/api/**"))
                .addFilterBefore(tokens, UsernamePasswordAuthenticationFilter.class)
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .exceptionHandling(
                        refusals -> refusals.authenticationEntryPoint(door).accessDeniedHandler(door))
                // a token is sent by a program and never by a browser on its own
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives("default-src 'none'")))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain webhooks(HttpSecurity http) throws Exception {
        return http.securityMatcher(path("/webhooks/**"))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives("default-src 'none'")))
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain operations(
            HttpSecurity http, BearerTokenFilter tokens, ViewerOfRequest viewer, ProblemDoor door) throws Exception {
        return http.securityMatcher(path("/actuator/**"))
                .addFilterBefore(tokens, UsernamePasswordAuthenticationFilter.class)
                .addFilterBefore(viewer, AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests.requestMatchers(get("/actuator/health/**"))
                        .permitAll()
                        .requestMatchers(get("/actuator/prometheus"), get("/actuator/info"))
                        .hasAuthority(Permission.OPERATIONS.name())
                        .anyRequest()
                        // what changes the hub is for people
                        .access(allOf(hasAuthority(Permission.OPERATIONS.name()), hasAuthority(Kind.PERSON.name()))))
                .exceptionHandling(refusals -> refusals.defaultAuthenticationEntryPointFor(
                                new LoginUrlAuthenticationEntryPoint("/login"), html())
                        .defaultAuthenticationEntryPointFor(door, request -> true)
                        .accessDeniedHandler(door))
                .requestCache(requests -> requests.requestCache(pagesOnly()))
                // Hawtio's script reads the token from a cookie and sends it back as a header
                .csrf(csrf -> csrf.csrfTokenRepository(CookieCsrfTokenRepository.withHttpOnlyFalse())
                        .csrfTokenRequestHandler(new CookieCsrf())
                        .ignoringRequestMatchers(
                                request -> BearerTokenFilter.tokenOf(request).isPresent()))
                .logout(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(HAWTIO))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN)))
                .build();
    }

    @Bean
    @Order(4)
    SecurityFilterChain pages(
            HttpSecurity http,
            AccessSettings settings,
            BearerTokenFilter tokens,
            ViewerOfRequest viewer,
            LoginThrottle throttle,
            LoginOutcomes outcomes,
            ObjectProvider<OidcLogin> oidc,
            ProblemDoor door)
            throws Exception {
        var login = PATHS.matcher(HttpMethod.POST, "/login");
        var description = get("/v3/api-docs/**");
        var others = oidc.getIfAvailable();
        if (others != null) {
            others.open(http);
        }
        return http.addFilterBefore(
                        new LoginThrottleFilter(login, throttle), UsernamePasswordAuthenticationFilter.class)
                .addFilterBefore(tokens, UsernamePasswordAuthenticationFilter.class)
                .addFilterBefore(viewer, AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> {
                    // the login page with whatever its query says about the try before
                    requests.requestMatchers(path("/assets/**"), path("/error"), get("/login"))
                            .permitAll();
                    if (settings.demo()) {
                        // on loopback, for whoever tries the hub; elsewhere it needs a login or a token like all else
                        requests.requestMatchers(description).permitAll();
                    }
                    requests.requestMatchers(description)
                            .authenticated()
                            .anyRequest()
                            .hasAuthority(Kind.PERSON.name());
                })
                .formLogin(form ->
                        form.loginPage("/login").successHandler(outcomes).failureHandler(outcomes))
                .logout(logout -> logout.addLogoutHandler(outcomes).logoutSuccessUrl("/login?out"))
                .exceptionHandling(refusals -> refusals.defaultAuthenticationEntryPointFor(door, description)
                        // the page's own script must learn that the session is over instead of getting the login page
                        // for an answer
                        .defaultAuthenticationEntryPointFor(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED), SCRIPT)
                        .defaultAuthenticationEntryPointFor(
                                new LoginUrlAuthenticationEntryPoint("/login"), request -> true)
                        .accessDeniedHandler(pageDoor(login)))
                .requestCache(requests -> requests.requestCache(pagesOnly()))
                .csrf(withDefaults())
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(OUR_PAGES))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN)))
                .build();
    }

    /** A login page that was open for longer than a stranger's session is no crime: it is shown anew. */
    private static AccessDeniedHandler pageDoor(RequestMatcher login) {
        var forbidden = new AccessDeniedHandlerImpl();
        return (request, response, reason) -> {
            if (login.matches(request) && reason instanceof CsrfException) {
                response.sendRedirect(request.getContextPath() + "/login?late");
            } else {
                forbidden.handle(request, response, reason);
            }
        };
    }

    /** Where somebody wanted to go before the login; kept for pages only, so that a probe or a script leaves no session behind. */
    private static RequestCache pagesOnly() {
        var cache = new HttpSessionRequestCache();
        cache.setRequestMatcher(new AndRequestMatcher(
                html(), request -> HttpMethod.GET.matches(request.getMethod()), new NegatedRequestMatcher(SCRIPT)));
        return cache;
    }

    /** By the whole path, whichever servlet serves it: Jolokia has one of its own. */
    private static RequestMatcher path(String pattern) {
        return PATHS.matcher(pattern);
    }

    private static RequestMatcher get(String pattern) {
        return PATHS.matcher(HttpMethod.GET, pattern);
    }

    private static MediaTypeRequestMatcher html() {
        var matcher = new MediaTypeRequestMatcher(new HeaderContentNegotiationStrategy(), MediaType.TEXT_HTML);
        matcher.setIgnoredMediaTypes(Set.of(MediaType.ALL));
        return matcher;
    }
}

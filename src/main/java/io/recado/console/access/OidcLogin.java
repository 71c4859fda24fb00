package io.recado.console.access;

import io.recado.configuration.Wiring;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.stereotype.Component;

/**
 * The door for accounts of another system, by OpenID Connect; there is none until {@code recado.console.oidc} is configured. The other
 * system is asked about itself at the first such login and not at the start, so that the hub starts without it.
 */
@Component
@ConditionalOnProperty("recado.console.oidc.issuer")
class OidcLogin {

    /** Part of the addresses {@code /oauth2/authorization/oidc} and {@code /login/oauth2/code/oidc}. */
    static final String REGISTRATION = "oidc";

    private final Wiring.Oidc settings;
    private final OidcPeople people;
    private final LoginOutcomes outcomes;

    OidcLogin(Wiring wiring, OidcPeople people, LoginOutcomes outcomes) {
        this.settings = OidcPeople.settings(wiring);
        this.people = people;
        this.outcomes = outcomes;
    }

    void open(HttpSecurity http) throws Exception {
        http.oauth2Login(login -> login.loginPage("/login")
                .clientRegistrationRepository(registrations())
                .authorizedClientRepository(new NothingKept())
                .userInfoEndpoint(user -> user.oidcUserService(people))
                .successHandler(outcomes)
                .failureHandler(outcomes));
    }

    private ClientRegistrationRepository registrations() {
        return new SupplierClientRegistrationRepository(() -> new InMemoryClientRegistrationRepository(registration()));
    }

    private ClientRegistration registration() {
        return ClientRegistrations.fromIssuerLocation(settings.issuer().toString())
                .registrationId(REGISTRATION)
                .clientId(settings.clientId())
                .clientSecret(settings.clientSecret())
                .scope(settings.scopes())
                .build();
    }

    /** The hub asks the other system who somebody is, and nothing afterwards: it keeps no token of theirs. */
    private static final class NothingKept implements OAuth2AuthorizedClientRepository {

        @Override
        public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
                String registration, Authentication who, HttpServletRequest request) {
            return null;
        }

        @Override
        public void saveAuthorizedClient(
                OAuth2AuthorizedClient client,
                Authentication who,
                HttpServletRequest request,
                HttpServletResponse response) {
            // it is not needed again
        }

        @Override
        public void removeAuthorizedClient(
                String registration, Authentication who, HttpServletRequest request, HttpServletResponse response) {
            // there is none
        }
    }
}

package io.recado.console.access;

import io.recado.configuration.ClinicId;
import io.recado.configuration.ClinicScope;
import io.recado.configuration.Wiring;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/** Whom another system vouches for: what it says of their role and clinics holds anew with each login. */
@Component
@ConditionalOnProperty("recado.console.oidc.issuer")
class OidcPeople implements OAuth2UserService<OidcUserRequest, OidcUser> {

    private static final String ACCOUNT = "account";
    private static final String EVERY_CLINIC = "*";

    private final Wiring.Oidc settings;
    private final Users users;
    private final OidcUserService theirs = new OidcUserService();

    OidcPeople(Wiring wiring, Users users) {
        this.settings = settings(wiring);
        this.users = users;
    }

    static Wiring.Oidc settings(Wiring wiring) {
        return Objects.requireNonNull(wiring.console().oidc(), "recado.console.oidc");
    }

    @Override
    public OidcUser loadUser(OidcUserRequest request) {
        var user = theirs.loadUser(request);
        var account = role(user.getClaims())
                .flatMap(role -> users.arrive(
                        settings.issuer().toString(),
                        user.getSubject(),
                        texts(user.getClaims(), settings.nameClaim()).stream()
                                .findFirst()
                                .orElse(""),
                        role,
                        clinics(user.getClaims())))
                .orElseThrow(() -> new OAuth2AuthenticationException(new OAuth2Error("access_denied")));
        // a session remembers the account's name, and none of the claims about a person
        var token = request.getIdToken();
        var remembered = new OidcIdToken(
                "-",
                token.getIssuedAt(),
                token.getExpiresAt(),
                Map.of("sub", user.getSubject(), ACCOUNT, account.name()));
        return new DefaultOidcUser(List.of(), remembered, ACCOUNT);
    }

    private Optional<String> role(Map<String, Object> claims) {
        var said = texts(claims, settings.rolesClaim());
        return settings.roles().entrySet().stream()
                .filter(role -> said.contains(role.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private ClinicScope clinics(Map<String, Object> claims) {
        if (settings.clinicsClaim() == null) {
            return ClinicScope.everywhere();
        }
        var ours = texts(claims, settings.clinicsClaim()).stream()
                .flatMap(said -> Optional.ofNullable(settings.clinics().get(said)).stream())
                .toList();
        return ours.contains(EVERY_CLINIC)
                ? ClinicScope.everywhere()
                : ClinicScope.of(ours.stream().map(ClinicId::new).toList());
    }

    /** One text or several; dots lead into objects. */
    static List<String> texts(Map<String, Object> claims, String path) {
        Object value = claims.get(path);
        if (value == null) {
            value = claims;
            for (var step : path.split("\\.")) {
                value = value instanceof Map<?, ?> object ? object.get(step) : null;
            }
        }
        return listed(value);
    }

    private static List<String> listed(@Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case String text -> List.of(text);
            case Collection<?> several -> several.stream().map(String::valueOf).toList();
            default -> List.of();
        };
    }
}

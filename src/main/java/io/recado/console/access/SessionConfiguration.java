package io.recado.console.access;

import io.recado.configuration.Wiring;
import org.springframework.boot.autoconfigure.session.DefaultCookieSerializerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The cookie of a login: not for scripts, not for other sites, and over TLS only where the hub is reached by TLS. */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

    @Bean
    DefaultCookieSerializerCustomizer cookieOfLogins(Wiring wiring) {
        return cookie -> {
            cookie.setUseHttpOnlyCookie(true);
            cookie.setSameSite("Lax");
            if ("https".equalsIgnoreCase(wiring.publicUrl().getScheme())) {
                cookie.setUseSecureCookie(true);
            }
        };
    }
}

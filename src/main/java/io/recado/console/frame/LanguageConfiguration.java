package io.recado.console.frame;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import org.springframework.web.util.WebUtils;

/** The hub speaks Spanish and English: the one that somebody chose, or else whichever their browser likes better. */
@Configuration(proxyBeanMethods = false)
class LanguageConfiguration {

    /** Written by the page's script when somebody chooses; {@code es} or {@code en}. */
    static final String COOKIE = "recado-language";

    private static final Locale SPANISH = Locale.of("es");
    private static final List<Locale> SPOKEN = List.of(Locale.ENGLISH, SPANISH);

    @Bean
    LocaleResolver localeResolver() {
        var resolver = new Chosen();
        resolver.setSupportedLocales(SPOKEN);
        resolver.setDefaultLocale(Locale.ENGLISH);
        return resolver;
    }

    private static final class Chosen extends AcceptHeaderLocaleResolver {

        @Override
        public Locale resolveLocale(HttpServletRequest request) {
            Cookie cookie = WebUtils.getCookie(request, COOKIE);
            if (cookie == null) {
                return super.resolveLocale(request);
            }
            return SPOKEN.stream()
                    .filter(spoken -> spoken.getLanguage().equals(cookie.getValue()))
                    .findFirst()
                    .orElseGet(() -> super.resolveLocale(request));
        }

        @Override
        public void setLocale(
                HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
            throw new UnsupportedOperationException("The page's script writes the cookie " + COOKIE);
        }
    }
}

package io.recado.console.web;

import io.recado.configuration.Wiring;
import io.recado.console.access.Viewer;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page shows around its content. */
@ControllerAdvice(basePackageClasses = {Surroundings.class, Viewer.class})
class Surroundings {

    private static final Profiles DEMO = Profiles.of("demo");

    private final boolean demo;
    private final URI sandbox;
    private final String organisation;

    Surroundings(Environment environment, Wiring wiring) {
        this.demo = environment.acceptsProfiles(DEMO);
        this.sandbox =
                URI.create("http://127.0.0.1:%s/".formatted(environment.getProperty("RECADO_SANDBOX_PORT", "8081")));
        this.organisation = wiring.organisation();
    }

    /** Whether the banner says that nothing leaves this machine. */
    @ModelAttribute("demo")
    boolean demo() {
        return demo;
    }

    @ModelAttribute("sandbox")
    URI sandbox() {
        return sandbox;
    }

    /** Who looks, so that a page offers only what they may do; null before the login. */
    @ModelAttribute("viewer")
    @Nullable
    Viewer viewer(@Nullable Viewer viewer) {
        return viewer;
    }

    /** Null before the login: a stranger need not know whose hub this is. */
    @ModelAttribute("organisation")
    @Nullable
    String organisation(@Nullable Viewer viewer) {
        return viewer == null ? null : organisation;
    }
}

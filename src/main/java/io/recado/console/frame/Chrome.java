package io.recado.console.frame;

import io.recado.clinic.Clinic;
import io.recado.configuration.Wiring;
import io.recado.console.access.Permission;
import io.recado.console.access.Viewer;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** What every page shows around its content; the layout asks for it. */
@Component("chrome")
class Chrome {

    /** Written by the page's script. */
    private static final String THEME_COOKIE = "recado-theme";

    private static final List<String> THEMES = List.of("light", "dark");
    private static final Profiles DEMO = Profiles.of("demo");

    private final boolean demo;
    private final URI sandbox;
    private final String organisation;
    private final ChosenClinic chosen;
    private final Menu menu;

    Chrome(Environment environment, Wiring wiring, ChosenClinic chosen, Menu menu) {
        this.demo = environment.acceptsProfiles(DEMO);
        this.sandbox =
                URI.create("http://127.0.0.1:%s/".formatted(environment.getProperty("RECADO_SANDBOX_PORT", "8081")));
        this.organisation = wiring.organisation();
        this.chosen = chosen;
        this.menu = menu;
    }

    /**
     * The page's surroundings.
     *
     * @param demo whether the banner says that nothing leaves this machine
     * @param theme {@code light} or {@code dark} when somebody chose, else null: as the system has it
     * @param inside null before the login, as a stranger need not know whose hub this is, and until a newcomer has chosen a password, as
     *     nothing else opens
     */
    record Surroundings(
            boolean demo,
            URI sandbox,
            @Nullable String theme,
            @Nullable Inside inside) {}

    /**
     * @param searches whether there is anything that the viewer may search
     * @param clinic the one that the chooser is at; null for all of them
     */
    record Inside(
            String organisation,
            Viewer viewer,
            boolean searches,
            List<Menu.Part> menu,
            Collection<Clinic> clinics,
            @Nullable Clinic clinic) {}

    public Surroundings now() {
        var who = SecurityContextHolder.getContext().getAuthentication();
        var inside = who != null && who.getPrincipal() instanceof Viewer viewer && !viewer.newcomer()
                ? inside(viewer)
                : null;
        var theme = ChosenClinic.cookie(THEME_COOKIE).filter(THEMES::contains).orElse(null);
        return new Surroundings(demo, sandbox, theme, inside);
    }

    private Inside inside(Viewer viewer) {
        return new Inside(
                organisation,
                viewer,
                viewer.may(Permission.SEE_AGENDA),
                menu.parts(viewer),
                chosen.seenBy(viewer),
                chosen.of(viewer).orElse(null));
    }
}

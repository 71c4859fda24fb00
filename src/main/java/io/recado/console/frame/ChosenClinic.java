package io.recado.console.frame;

import io.recado.clinic.Clinic;
import io.recado.clinic.Clinics;
import io.recado.console.access.Viewer;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.util.WebUtils;

/** The clinic that somebody chose to look at, in the browser that asks; never one that they do not see. */
@Component
public class ChosenClinic {

    /** Written by the page's script; a clinic's id. */
    private static final String COOKIE = "recado-clinic";

    private final Clinics clinics;

    ChosenClinic(Clinics clinics) {
        this.clinics = clinics;
    }

    /** Empty for all that they see; the only one when they see but one. */
    public Optional<Clinic> of(Viewer viewer) {
        var seen = seenBy(viewer);
        if (seen.size() == 1) {
            return Optional.of(seen.getFirst());
        }
        return cookie(COOKIE).flatMap(value -> seen.stream()
                .filter(clinic -> clinic.id().value().equals(value))
                .findFirst());
    }

    /** In the configuration's order. */
    public List<Clinic> seenBy(Viewer viewer) {
        return clinics.all().stream().filter(clinic -> viewer.sees(clinic.id())).toList();
    }

    /** Those that they see and did not choose away, to list what belongs to them. */
    public List<Clinic> lookedAtBy(Viewer viewer) {
        return of(viewer).map(List::of).orElseGet(() -> seenBy(viewer));
    }

    static Optional<String> cookie(String name) {
        var request = ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest();
        return Optional.ofNullable(WebUtils.getCookie(request, name)).map(cookie -> cookie.getValue());
    }
}

package io.recado.console.web;

import io.recado.console.access.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page may ask for; what stands around its content is the business of {@link Chrome}. */
@ControllerAdvice(annotations = Controller.class)
class Surroundings {

    /** Who looks, so that a page offers only what they may do; null before the login. */
    @ModelAttribute("viewer")
    @Nullable
    Viewer viewer(@Nullable Viewer viewer) {
        return viewer;
    }
}

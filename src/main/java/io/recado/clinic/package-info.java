/** The clinics, and what their people may switch on and off. */
@NullMarked
@ApplicationModule(
        displayName = "clinic",
        allowedDependencies = {"configuration", "contact"})
package io.recado.clinic;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

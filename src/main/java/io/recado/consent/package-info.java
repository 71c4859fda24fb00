/** Who does not want to be written to: opted out by themselves, or muted by staff. */
@NullMarked
@ApplicationModule(
        displayName = "consent",
        allowedDependencies = {"configuration", "contact", "clinic", "outbox"})
package io.recado.consent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

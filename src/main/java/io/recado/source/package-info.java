/** Connects outside systems: pulls what changed into the agenda and carries commands back to them. */
@NullMarked
@ApplicationModule(
        displayName = "source",
        allowedDependencies = {"configuration", "contact", "clinic", "agenda", "platform"})
package io.recado.source;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** The mirror of every connected agenda: what is booked with whom, and what changed. The source stays the truth. */
@NullMarked
@ApplicationModule(
        displayName = "agenda",
        allowedDependencies = {"configuration", "contact", "clinic", "platform"})
package io.recado.agenda;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

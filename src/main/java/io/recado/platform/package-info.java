/** The ground the hub stands on: its data folder, the embedded database and broker, the clock, and how Camel is wired. */
@NullMarked
@ApplicationModule(
        displayName = "platform",
        allowedDependencies = {"configuration"})
package io.recado.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

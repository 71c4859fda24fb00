/** What integrators wrote in {@code config/}: clinics, channels and sources, read once at start and checked as a whole. */
@NullMarked
@ApplicationModule(
        displayName = "configuration",
        allowedDependencies = {})
package io.recado.configuration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/**
 * A stand-in for WhatsApp and for two outside systems, for demonstration and tests. It runs in an application context and on a
 * port of its own and meets the hub only by HTTP and SQL, as the real ones would.
 */
@NullMarked
@ApplicationModule(
        displayName = "sandbox",
        allowedDependencies = {})
package io.recado.sandbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

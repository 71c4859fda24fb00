/** What comes in from WhatsApp: verified, kept as it came, then told as messages and statuses. */
@NullMarked
@ApplicationModule(
        displayName = "inbound",
        allowedDependencies = {"configuration", "contact", "channel", "outbox", "platform"})
package io.recado.inbound;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

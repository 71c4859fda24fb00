/** The ways to WhatsApp: what each one can do, how a message looks on its wire, and what its errors mean. */
@NullMarked
@ApplicationModule(
        displayName = "channel",
        allowedDependencies = {"configuration", "contact", "platform"})
package io.recado.channel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

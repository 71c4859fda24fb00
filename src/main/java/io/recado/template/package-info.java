/** The texts that may be sent, their approval, and the tokens in them; makes a message's content out of an appointment. */
@NullMarked
@ApplicationModule(
        displayName = "template",
        allowedDependencies = {"configuration", "clinic", "agenda", "outbox"})
package io.recado.template;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

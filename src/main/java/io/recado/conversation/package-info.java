/** Understands what patients answer, acts on it, and answers them. */
@NullMarked
@ApplicationModule(
        displayName = "conversation",
        allowedDependencies = {
            "configuration",
            "contact",
            "clinic",
            "agenda",
            "source",
            "consent",
            "template",
            "channel",
            "outbox",
            "automation",
            "inbound"
        })
package io.recado.conversation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

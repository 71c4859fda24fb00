/** What people see of the hub: pages and the REST interface, and who may open them. */
@NullMarked
@ApplicationModule(
        displayName = "console",
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
            "automation::reminder",
            "inbound",
            "conversation",
            "recovery",
            "platform"
        })
package io.recado.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

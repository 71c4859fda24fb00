/** Rules that decide who is told what and when. A rule sends nothing: it returns decisions, and those are kept. */
@NullMarked
@ApplicationModule(
        displayName = "automation",
        allowedDependencies = {
            "configuration",
            "contact",
            "clinic",
            "agenda",
            "consent",
            "template",
            "outbox",
            "channel"
        })
package io.recado.automation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

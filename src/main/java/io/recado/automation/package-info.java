/**
 * Rules that decide who is told what and when. A rule sends nothing: it returns decisions, and those are kept.
 *
 * <p>One query reads a table of another module: the slow lane of reminders joins the agenda's {@code appointment} with this module's own
 * worklist, because asking the agenda for everything and comparing here would move the whole table to find nothing.
 */
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

/** The ledger: one row for every message from order to read receipt, and the only way a message leaves. */
@NullMarked
@ApplicationModule(
        displayName = "outbox",
        allowedDependencies = {"configuration", "contact", "clinic", "channel", "platform"})
package io.recado.outbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

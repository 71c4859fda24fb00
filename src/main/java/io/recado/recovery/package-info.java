/** What failed and waits for somebody: found, explained in plain words, mended, sent again, or laid aside. */
@NullMarked
@ApplicationModule(
        displayName = "recovery",
        allowedDependencies = {"configuration", "contact", "clinic", "agenda", "source", "channel", "outbox", "platform"
        })
package io.recado.recovery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

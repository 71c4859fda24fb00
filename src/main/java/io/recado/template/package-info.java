/** The texts that may be sent, their approval, and the tokens in them. */
@NullMarked
@ApplicationModule(
        displayName = "template",
        allowedDependencies = {"configuration", "clinic", "agenda"})
package io.recado.template;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

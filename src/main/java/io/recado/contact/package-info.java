/** Phone numbers: what people typed, made into what WhatsApp can dial, or a reason why not. */
@NullMarked
@ApplicationModule(
        displayName = "contact",
        allowedDependencies = {})
package io.recado.contact;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

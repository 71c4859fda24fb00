/** Reminds patients of their appointments. Its settings and rehearsals are for whoever shows them. */
@NullMarked
@NamedInterface("reminder")
package io.recado.automation.reminder;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

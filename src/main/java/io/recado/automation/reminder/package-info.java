/** Reminds patients of their appointments. */
@NullMarked
package io.recado.automation.reminder;

import org.jspecify.annotations.NullMarked;

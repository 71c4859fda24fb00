/** The hub and its servers as processes that are killed in the middle of the work. */
@NullMarked
package io.recado.faults;

import org.jspecify.annotations.NullMarked;

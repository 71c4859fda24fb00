/** How fast the hub is, beside a bare loop that does nothing but send. Prints, asserts nothing. */
@NullMarked
package io.recado.bench;

import org.jspecify.annotations.NullMarked;

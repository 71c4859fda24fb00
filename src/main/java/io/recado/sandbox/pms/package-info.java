/** A flowww-like practice management system: its REST surface under {@code /flowww/v1}, its agenda and a page to change it by hand. */
@NullMarked
package io.recado.sandbox.pms;

import org.jspecify.annotations.NullMarked;

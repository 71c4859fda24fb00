/** Failures on demand. */
@NullMarked
package io.recado.sandbox.whatsapp.fault;

import org.jspecify.annotations.NullMarked;

/** Everybody's phones, and the pages that have one open. */
@NullMarked
package io.recado.sandbox.whatsapp.phone;

import org.jspecify.annotations.NullMarked;

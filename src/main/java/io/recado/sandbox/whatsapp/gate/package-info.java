/** How much a business may send: per second, to one person, and to how many people in a day. */
@NullMarked
package io.recado.sandbox.whatsapp.gate;

import org.jspecify.annotations.NullMarked;

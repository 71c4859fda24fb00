/** WhatsApp's Cloud API as a client meets it, and the phones of the people it writes to. */
@NullMarked
package io.recado.sandbox.whatsapp;

import org.jspecify.annotations.NullMarked;

/** Which messages a business may send, and what a phone shows of them. */
@NullMarked
package io.recado.sandbox.whatsapp.message;

import org.jspecify.annotations.NullMarked;

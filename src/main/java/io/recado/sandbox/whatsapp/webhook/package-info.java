/** What businesses are told: signed, batched, and repeated until they answer 200. */
@NullMarked
package io.recado.sandbox.whatsapp.webhook;

import org.jspecify.annotations.NullMarked;

/** Files that travel with messages: what is taken, how long it is kept, and where links lead. */
@NullMarked
package io.recado.sandbox.whatsapp.media;

import org.jspecify.annotations.NullMarked;

/** The ways to WhatsApp: how each stands, what waits for it, and a test message. */
@NullMarked
package io.recado.console.channels;

import org.jspecify.annotations.NullMarked;

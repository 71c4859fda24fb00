/** Where WhatsApp calls. */
@NullMarked
package io.recado.inbound.web;

import org.jspecify.annotations.NullMarked;

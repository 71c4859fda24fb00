/** What requests and refusals of the Graph API look like: strict reading, Meta's error shapes, numbers as WhatsApp keys them. */
@NullMarked
package io.recado.sandbox.whatsapp.wire;

import org.jspecify.annotations.NullMarked;

/** What businesses and people say to each other, stored before it is answered. */
@NullMarked
package io.recado.sandbox.whatsapp.chat;

import org.jspecify.annotations.NullMarked;

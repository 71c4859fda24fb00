/** «Notificaciones WhatsApp» of each clinic: its switch and its reminders, with what they would look like and do. */
@NullMarked
package io.recado.console.settings;

import org.jspecify.annotations.NullMarked;

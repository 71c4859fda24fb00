/** «Por qué»: the story of an appointment or a message, with every decision and what it rested on, in sentences. */
@NullMarked
package io.recado.console.why;

import org.jspecify.annotations.NullMarked;

/** Finds patients, phones, appointments and messages for whoever may see them. */
@NullMarked
package io.recado.console.search;

import org.jspecify.annotations.NullMarked;

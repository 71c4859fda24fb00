/** The people's side: pages with phones, and the control interface of scripts. */
@NullMarked
package io.recado.sandbox.whatsapp.control;

import org.jspecify.annotations.NullMarked;

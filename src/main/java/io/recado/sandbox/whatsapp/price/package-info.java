/** What messages cost: by the rules and the rates of their day. */
@NullMarked
package io.recado.sandbox.whatsapp.price;

import org.jspecify.annotations.NullMarked;

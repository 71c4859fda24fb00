/** Message templates of the business accounts and what a message may put into them. */
@NullMarked
package io.recado.sandbox.whatsapp.template;

import org.jspecify.annotations.NullMarked;

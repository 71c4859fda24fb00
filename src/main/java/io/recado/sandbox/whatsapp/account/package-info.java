/** Business accounts, their numbers, tokens and secrets, and the part's settings and schema. */
@NullMarked
package io.recado.sandbox.whatsapp.account;

import org.jspecify.annotations.NullMarked;

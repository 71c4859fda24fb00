/** Who may come in: people by a password, programs by a token, each through a door of its own. */
@NullMarked
package io.recado.console.access;

import org.jspecify.annotations.NullMarked;

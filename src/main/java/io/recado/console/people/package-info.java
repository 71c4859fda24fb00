/** The pages about who may come in: users, roles, tokens, the audit log and one's own account. */
@NullMarked
package io.recado.console.people;

import org.jspecify.annotations.NullMarked;

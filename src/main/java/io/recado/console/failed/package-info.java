/** What people do about what failed: each wish is asked for its clinic, done, and noted in the audit log. Pages and REST share it. */
@NullMarked
package io.recado.console.failed;

import org.jspecify.annotations.NullMarked;

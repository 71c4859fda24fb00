/** What operators measure beside what each module counts of its own. */
@NullMarked
package io.recado.console.operations;

import org.jspecify.annotations.NullMarked;

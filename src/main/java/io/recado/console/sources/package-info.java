/** The outside systems: how reading and writing them goes, what they sent that could not be taken, and what their routes do. */
@NullMarked
package io.recado.console.sources;

import org.jspecify.annotations.NullMarked;

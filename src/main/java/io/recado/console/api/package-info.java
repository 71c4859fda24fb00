/** The REST interface under {@code /api/v1}: what the hub knows, as JSON for scripts. */
@NullMarked
package io.recado.console.api;

import org.jspecify.annotations.NullMarked;

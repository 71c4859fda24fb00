/** Camel's part of connecting outside systems: one route for each source and direction, and what their exceptions mean. */
@NullMarked
package io.recado.source.routes;

import org.jspecify.annotations.NullMarked;

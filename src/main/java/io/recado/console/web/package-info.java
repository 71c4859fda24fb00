/** The pages: what the hub knows, for people. */
@NullMarked
package io.recado.console.web;

import org.jspecify.annotations.NullMarked;

/** Fills the sandbox with people and agendas worth looking at: the same on every machine, around whatever day is today. */
@NullMarked
package io.recado.sandbox.demo;

import org.jspecify.annotations.NullMarked;

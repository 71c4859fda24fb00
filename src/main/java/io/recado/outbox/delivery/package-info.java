/** The way of one message: due, queued, last look, call, outcome, and the news that follow. */
@NullMarked
package io.recado.outbox.delivery;

import org.jspecify.annotations.NullMarked;

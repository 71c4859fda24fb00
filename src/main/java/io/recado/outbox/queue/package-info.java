/** The durable queue of each channel: ids of the ledger, in the order in which they should leave. */
@NullMarked
package io.recado.outbox.queue;

import org.jspecify.annotations.NullMarked;

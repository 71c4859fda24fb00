/** Whether a channel lets messages out now, and how many: lease, parking, pace, pair limit, free lanes. */
@NullMarked
package io.recado.outbox.gate;

import org.jspecify.annotations.NullMarked;

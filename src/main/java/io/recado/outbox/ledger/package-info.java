/** The rows of the ledger: orders placed, every step written, pages read. */
@NullMarked
package io.recado.outbox.ledger;

import org.jspecify.annotations.NullMarked;

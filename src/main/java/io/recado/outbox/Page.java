package io.recado.outbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a longer list.
 *
 * @param next the cursor that continues it; null at its end
 */
public record Page<T>(List<T> items, @Nullable String next) {}

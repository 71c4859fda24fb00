package io.recado.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some rejected records, newest first, and where the next page begins; null after the last one. */
public record RejectedPage(
        List<RejectedRecord> items, @Nullable String next) {}

package io.recado.console.sources;

import io.recado.source.RejectionReason;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What somebody looks for among rejected records, as typed. A reason that there is not counts as none. */
record RejectedFilter(@Nullable String reason, @Nullable String q) {

    @Nullable
    RejectionReason reasonOrNull() {
        return Arrays.stream(RejectionReason.values())
                .filter(one -> one.name().equals(reason))
                .findFirst()
                .orElse(null);
    }

    @Nullable
    String textOrNull() {
        // no text of the database holds a NUL, and it refuses to be asked for one
        var text = q == null ? "" : q.replace("\0", "\ufffd").strip();
        return text.isEmpty() ? null : text;
    }
}

package io.recado.sandbox.whatsapp.scenario;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a scenario went. */
public record Report(String name, boolean passed, List<Line> lines) {

    /**
     * @param outcome {@code ok}, {@code failed} or {@code skipped}, which is everything after a failure
     * @param problem what was expected and what was found; null unless it failed
     */
    public record Line(
            int step,
            String told,
            String outcome,
            long millis,
            @Nullable String problem) {}
}

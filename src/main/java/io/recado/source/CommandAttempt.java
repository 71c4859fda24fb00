package io.recado.source;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What {@link CommandDispatch#begin} says about a command that its queue handed out.
 *
 * @param id also the key by which the source may recognise a repetition
 * @param command JSON for the source's kamelet; null when the command must not leave
 */
public record CommandAttempt(UUID id, @Nullable String command) {

    /** Whether it leaves now: it does not when it already did, or when its time is over. */
    public boolean mayLeave() {
        return command != null;
    }

    @Override
    public String toString() {
        return "CommandAttempt[" + id + "]";
    }
}

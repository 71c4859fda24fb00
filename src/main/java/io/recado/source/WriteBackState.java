package io.recado.source;

import java.util.Locale;

/** Where a command to an outside system stands. */
public enum WriteBackState {
    /** Due at some time, now or after a pause. */
    WAITING,
    /** In its source's queue. */
    QUEUED,
    SENDING,
    DONE,
    /** The appointment was changed at its source meanwhile; nothing was overwritten. */
    CONFLICT,
    /** The source will not do it, or did not do it in time: people must. */
    FAILED,
    /** People have seen that it was not taken, and want nothing more done about it. */
    DISCARDED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static WriteBackState of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}

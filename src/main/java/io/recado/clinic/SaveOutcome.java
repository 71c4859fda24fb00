package io.recado.clinic;

/** What became of an edit that names the version it started from. */
public sealed interface SaveOutcome<T> {

    /** Kept, and this is it with its new version. */
    record Saved<T>(T value) implements SaveOutcome<T> {}

    /** Somebody else saved meanwhile; nothing was kept, and {@code meanwhile} is what stands. */
    record Conflict<T>(T meanwhile) implements SaveOutcome<T> {}
}

package io.recado.source;

import io.recado.configuration.SourceId;

/** Starts a pull beside what is going on, and returns at once. */
@FunctionalInterface
public interface PullStarter {

    void start(SourceId source, Lane lane);
}

package io.recado.platform;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in a sentence why a second hub does not start. */
class DataFolderInUseAnalyzer extends AbstractFailureAnalyzer<DataFolderInUseException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, DataFolderInUseException cause) {
        return new FailureAnalysis(
                "Another hub is already running on the data folder %s. Two hubs cannot share an embedded database and broker."
                        .formatted(cause.folder()),
                "Stop the other hub, or give this one a folder of its own with RECADO_DATA (and ports with RECADO_PORT and"
                        + " RECADO_SANDBOX_PORT). Several nodes share work through RECADO_DATABASE_URL and RECADO_BROKER_URL.",
                cause);
    }
}

package io.recado.platform;

import java.nio.file.Path;

/** A running hub already keeps its database and broker in this folder. */
class DataFolderInUseException extends RuntimeException {

    private final transient Path folder;

    DataFolderInUseException(Path folder) {
        super("Another hub is already running on the data folder " + folder);
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }
}

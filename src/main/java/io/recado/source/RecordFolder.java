package io.recado.source;

import java.nio.file.Path;

/** Where the schemas of records lie: beside the routes, as the mappings do. */
final class RecordFolder {

    static final Path SCHEMAS = Path.of("routes", "schemas");

    private RecordFolder() {}
}

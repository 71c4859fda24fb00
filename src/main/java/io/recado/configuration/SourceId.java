package io.recado.configuration;

import static io.recado.configuration.Names.checked;

/** A source's id, as written in {@code recado.sources[].id}. */
public record SourceId(String value) {

    public SourceId {
        checked("SourceId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}

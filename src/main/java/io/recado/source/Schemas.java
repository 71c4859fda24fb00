package io.recado.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The JSON Schemas of a folder, one for each type of record: {@code <type>.schema.json}. */
final class Schemas {

    private static final String SUFFIX = ".schema.json";
    private static final int NAMED = 3;

    private final Map<String, JsonSchema> byType;

    private Schemas(Map<String, JsonSchema> byType) {
        this.byType = byType;
    }

    static Schemas in(Path folder) {
        var factory = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                builder -> builder.schemaMappers(mappers -> mappers.mapPrefix(
                        "https://recado.io/schemas/", folder.toUri().toString())));
        try (Stream<Path> files = Files.list(folder)) {
            return new Schemas(
                    files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                            .collect(Collectors.toMap(
                                    Schemas::type,
                                    file -> factory.getSchema(
                                            SchemaLocation.of(file.toUri().toString())))));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Expected the JSON Schemas of records in %s; start the hub in the folder that has it"
                            .formatted(folder.toAbsolutePath()),
                    e);
        }
    }

    Set<String> types() {
        return byType.keySet();
    }

    /** Places and rules that a record of a known type breaks, without any of its values; empty when it is sound. */
    Optional<String> complaint(String type, JsonNode record) {
        var schema = byType.get(type);
        if (schema == null) {
            return Optional.of("no schema for this type");
        }
        var messages = schema.validate(record);
        return messages.isEmpty()
                ? Optional.empty()
                : Optional.of(messages.stream()
                        .map(Schemas::place)
                        .distinct()
                        .sorted(Comparator.naturalOrder())
                        .limit(NAMED)
                        .collect(Collectors.joining("; ")));
    }

    private static String place(ValidationMessage message) {
        var property = message.getProperty() == null ? "" : "." + message.getProperty();
        return message.getInstanceLocation() + property + ": " + message.getType();
    }

    private static String type(Path file) {
        var name = file.getFileName().toString();
        return name.substring(0, name.length() - SUFFIX.length());
    }
}

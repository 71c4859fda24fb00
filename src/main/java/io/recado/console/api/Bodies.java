package io.recado.console.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads the bodies of requests, and refuses by name what cannot be read. A field that an operation does not have is refused too: a
 * misspelt filter would otherwise quietly mean everything.
 */
@Component
class Bodies {

    private final ObjectMapper json;

    Bodies(ObjectMapper json) {
        this.json = json;
    }

    /** @param body none is an object without fields */
    <T> T read(@Nullable String body, Class<T> type) {
        try {
            return json.readerFor(type)
                    .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(body == null || body.isBlank() ? "{}" : body);
        } catch (UnrecognizedPropertyException stranger) {
            throw Refusal.unknownParameter(
                    stranger.getPropertyName(),
                    stranger.getKnownPropertyIds().stream()
                            .map(Object::toString)
                            .sorted()
                            .toList());
        } catch (JsonMappingException unreadable) {
            throw Refusal.body(unreadable.getPath().stream()
                    .map(JsonMappingException.Reference::getFieldName)
                    .collect(Collectors.joining(".")));
        } catch (JsonProcessingException notJson) {
            throw Refusal.body("");
        }
    }
}

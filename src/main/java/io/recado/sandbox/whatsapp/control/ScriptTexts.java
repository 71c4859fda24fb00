package io.recado.sandbox.whatsapp.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** What the pages' scripts say, in the page's language. */
@Component
class ScriptTexts {

    private static final List<String> PARTS = List.of("phone.", "phones.", "clock.", "scenario.", "front.");

    private final ObjectMapper json;

    ScriptTexts(ObjectMapper json) {
        this.json = json;
    }

    /** Texts by key, as a JSON object. Unlike texts in templates they are no message formats: only {@code {0}} is replaced. */
    String json(Locale locale) {
        ResourceBundle bundle = ResourceBundle.getBundle(
                "sandbox/messages/whatsapp",
                "es".equals(locale.getLanguage()) ? Locale.forLanguageTag("es") : Locale.ROOT,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        Map<String, String> texts = new TreeMap<>();
        for (String key : bundle.keySet()) {
            if (PARTS.stream().anyMatch(key::startsWith)) {
                texts.put(key, bundle.getString(key));
            }
        }
        try {
            return json.writeValueAsString(texts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

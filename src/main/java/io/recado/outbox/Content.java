package io.recado.outbox;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.net.URI;
import java.util.List;

/** What a message says, in the hub's own words; each channel's kamelet puts it on its wire. Kept in the ledger as JSON. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Content.Template.class, name = "template"),
    @JsonSubTypes.Type(value = Content.Text.class, name = "text"),
    @JsonSubTypes.Type(value = Content.Link.class, name = "link")
})
public sealed interface Content {

    /**
     * An approved template.
     *
     * @param language WhatsApp's language code, such as {@code es} or {@code pt_BR}
     * @param parameters what fills {@code {{1}}}, {@code {{2}}} … of its body
     * @param buttons the payloads of its quick-reply buttons, in their order
     * @param text the whole text as the patient reads it
     */
    record Template(String name, String language, List<String> parameters, List<String> buttons, String text)
            implements Content {}

    /** Free text, possible only within 24 h of the patient's last message. */
    record Text(String text) implements Content {}

    /** Free text with one button that opens a page. */
    record Link(String text, String button, URI url) implements Content {}
}

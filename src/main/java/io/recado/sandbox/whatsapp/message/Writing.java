package io.recado.sandbox.whatsapp.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message while its request is read.
 *
 * @param view what the phone will draw
 * @param files what it carries, to be looked up when its shape is known to be right
 */
record Writing(ObjectNode view, List<File> files) {

    /**
     * A file of the message.
     *
     * @param type {@code image}, {@code video}, {@code audio}, {@code document} or {@code sticker}
     * @param parameter the request's name for it, for error messages
     * @param id of an upload; null when it is linked
     * @param link where it is to be fetched; null when it was uploaded
     * @param drawn its place in the view
     */
    record File(
            String type,
            String parameter,
            @Nullable String id,
            @Nullable String link,
            ObjectNode drawn) {}

    static Writing blank() {
        return new Writing(JsonNodeFactory.instance.objectNode(), new ArrayList<>());
    }

    /** The same message, drawing into a part of its view. */
    Writing within(ObjectNode part) {
        return new Writing(part, files);
    }
}

package io.recado.sandbox.whatsapp.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.wire.Fields;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Images, videos, audio, documents and stickers: as messages, and as headers of other messages. */
final class MediaRules {

    static final Set<String> TYPES = Set.of("image", "video", "audio", "document", "sticker");
    private static final int CAPTION = 1024;
    private static final int LINK = 2048;
    private static final int FILENAME = 240;

    private MediaRules() {}

    /** Reads a media message and returns its caption. */
    static String message(Fields media, String type, Writing writing) {
        switch (type) {
            case "image", "video" -> media.strict("id", "link", "caption");
            case "document" -> media.strict("id", "link", "caption", "filename");
            case "audio" -> media.strict("id", "link", "voice").bool("voice");
            default -> media.strict("id", "link");
        }
        ObjectNode drawn = file(media, type, writing, "media");
        if ("audio".equals(type)) {
            drawn.put("voice", media.json().path("voice").booleanValue());
        }
        String caption = media.optional("caption", CAPTION);
        return caption == null ? "" : caption;
    }

    /** Reads a header's file. It has no caption. */
    static void header(Fields media, String type, Writing writing) {
        if ("document".equals(type)) {
            media.strict("id", "link", "filename");
        } else {
            media.strict("id", "link");
        }
        file(media, type, writing, "headerMedia");
    }

    private static ObjectNode file(Fields media, String type, Writing writing, String place) {
        if (media.has("id") == media.has("link")) {
            throw Refused.invalid("Param " + media.path() + " must have exactly one of {id, link}.");
        }
        String id = media.optional("id", 255);
        String link = link(media);
        ObjectNode drawn = writing.view().putObject(place).put("type", type);
        if (id != null) {
            drawn.put("id", id).put("url", "/sandbox/media/" + id);
        } else {
            drawn.put("link", link);
        }
        String filename = media.optional("filename", FILENAME);
        if (filename != null) {
            drawn.put("filename", filename);
        }
        writing.files().add(new Writing.File(type, media.name(id != null ? "id" : "link"), id, link, drawn));
        return drawn;
    }

    private static @Nullable String link(Fields media) {
        return media.has("link") ? Links.http(media, "link", LINK) : null;
    }
}

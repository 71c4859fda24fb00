package io.recado.sandbox.whatsapp.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.fault.Faults;
import io.recado.sandbox.whatsapp.media.Kind;
import io.recado.sandbox.whatsapp.media.Media;
import io.recado.sandbox.whatsapp.media.MediaShelf;
import io.recado.sandbox.whatsapp.phone.Phones.Phone;
import io.recado.sandbox.whatsapp.wire.Unknown;
import org.springframework.stereotype.Component;

/** Pictures, films, voices, papers and stickers that people send. */
@Component
class InboundMedia {

    private final MediaShelf shelf;
    private final Faults faults;

    InboundMedia(MediaShelf shelf, Faults faults) {
        this.shelf = shelf;
        this.faults = faults;
    }

    /** Reads a media message whose file was uploaded before, and returns its caption. */
    String read(Said said, String type, Line line, ObjectNode message, ObjectNode view) {
        String id = said.text("id");
        Media uploaded = shelf.find(id);
        if (uploaded == null) {
            throw new Unknown("No media has the id " + id + "; upload the file to /sandbox/api/media first");
        }
        Media media = shelf.sentTo(uploaded, line.number().id());
        String caption = said.optional("caption");
        ObjectNode node = message.putObject(type);
        ObjectNode drawn = view.putObject("media").put("type", type).put("id", media.id());
        drawn.put("url", "/sandbox/media/" + media.id()).put("mime", media.mime());
        if (caption != null && !"audio".equals(type) && !"sticker".equals(type)) {
            node.put("caption", caption);
        }
        if ("document".equals(type)) {
            String given = said.optional("filename");
            String filename = given != null ? given : media.filename() != null ? media.filename() : "document";
            node.put("filename", filename);
            drawn.put("filename", filename);
        }
        // recorded notes say their codec as well
        String mime = "audio/ogg".equals(media.mime()) ? "audio/ogg; codecs=opus" : media.mime();
        node.put("mime_type", mime).put("sha256", media.sha256()).put("id", media.id());
        if ("audio".equals(type)) {
            node.put("voice", said.flag("voice"));
            drawn.put("voice", said.flag("voice"));
        }
        if ("sticker".equals(type)) {
            node.put("animated", media.animated());
            drawn.put("animated", media.animated());
        }
        return caption == null ? "" : caption;
    }

    /** Whether the file of a message does not reach the business: it is too large, or somebody wants it so. */
    boolean lost(ObjectNode view, Phone phone, Line line) {
        String id = view.at("/media/id").asText();
        Media media = id.isEmpty() ? null : shelf.find(id);
        return media != null
                && (media.size() > Kind.MOST
                        || faults.losesFile(line.account().id(), line.number().id(), phone.waId()));
    }
}

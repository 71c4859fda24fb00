package io.recado.sandbox.whatsapp.graph;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.media.Media;
import io.recado.sandbox.whatsapp.media.MediaShelf;
import io.recado.sandbox.whatsapp.wire.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A file: where it can be downloaded for the next minutes, and its deletion. */
@Component
class MediaNode implements Node {

    private final MediaShelf shelf;
    private final MediaLinks links;
    private final Accounts accounts;

    MediaNode(MediaShelf shelf, MediaLinks links, Accounts accounts) {
        this.shelf = shelf;
        this.links = links;
        this.accounts = accounts;
    }

    @Override
    public boolean knows(String id) {
        return MediaShelf.isId(id);
    }

    @Override
    public ObjectNode read(Request request) {
        Media media = own(request);
        return JsonNodeFactory.instance
                .objectNode()
                .put("messaging_product", "whatsapp")
                .put("url", links.url(media))
                .put("mime_type", media.mime())
                .put("sha256", media.sha256())
                .put("file_size", Long.toString(media.size()))
                .put("id", media.id());
    }

    @Override
    public ObjectNode delete(Request request) {
        shelf.delete(own(request).id());
        return JsonNodeFactory.instance.objectNode().put("success", true);
    }

    private Media own(Request request) {
        String number = request.parameter("phone_number_id", "");
        Media media = own(request.id(), request.authorization());
        if (media == null || (!number.isEmpty() && !number.equals(media.phoneNumberId()))) {
            throw Refused.unknownObject(request.id());
        }
        return media;
    }

    /** A medium of an account that this token belongs to; null when there is none of this id. */
    @Nullable
    Media own(String id, @Nullable String authorization) {
        String token = accounts.token(authorization);
        Media media = shelf.find(id);
        Line line = media == null ? null : accounts.findLine(media.phoneNumberId());
        if (line == null || !line.account().knows(token)) {
            return null;
        }
        // refuses tokens that may manage only
        accounts.line(line.number().id(), authorization);
        return media;
    }
}

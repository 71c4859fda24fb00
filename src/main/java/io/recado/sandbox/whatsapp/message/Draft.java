package io.recado.sandbox.whatsapp.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.wire.GraphError;
import org.jspecify.annotations.Nullable;

/**
 * A message that passed every check made at once.
 *
 * @param to as dialled, or the business-scoped user id
 * @param waId of the phone it goes to
 * @param byUserId whether {@code to} is a business-scoped user id
 * @param text the words that the phone shows, without header and footer
 * @param view what the phone draws: header, body, footer, buttons, list, media, context
 * @param category of pricing: a template's own, or {@code service}
 * @param opaque the sender's {@code biz_opaque_callback_data}
 * @param failure what its failed status will say, when WhatsApp only notices after accepting it; null when nothing is wrong
 */
public record Draft(
        String to,
        String waId,
        boolean byUserId,
        String type,
        String text,
        ObjectNode view,
        String category,
        @Nullable String opaque,
        @Nullable GraphError failure) {

    public boolean template() {
        return "template".equals(type);
    }

    public boolean reaction() {
        return "reaction".equals(type);
    }
}

package io.recado.sandbox.whatsapp.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.wire.Fields;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.util.regex.Pattern;

/** Emojis put on messages. */
final class ReactionRules {

    private static final Pattern ONE_CHARACTER = Pattern.compile("\\X");
    private static final int ENCLOSING_KEYCAP = 0x20E3;

    private ReactionRules() {}

    /** Draws the reaction into the view and returns its emoji; empty when one is taken back. */
    static String read(Fields reaction, ObjectNode view) {
        reaction.strict("message_id", "emoji");
        String target = reaction.text("message_id", 255);
        String given = reaction.optional("emoji", 64);
        String emoji = given == null ? "" : given;
        if (!emoji.isEmpty() && !isEmoji(emoji)) {
            throw Refused.value("Param " + reaction.name("emoji") + " must be one emoji.");
        }
        view.putObject("reaction").put("message", target).put("emoji", emoji);
        return emoji;
    }

    private static boolean isEmoji(String text) {
        return ONE_CHARACTER.matcher(text).matches()
                && text.codePoints()
                        .anyMatch(c -> Character.isEmojiPresentation(c)
                                || Character.isExtendedPictographic(c)
                                || c == ENCLOSING_KEYCAP);
    }
}

package io.recado.sandbox.whatsapp.message;

import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.media.Kind;
import io.recado.sandbox.whatsapp.media.Media;
import io.recado.sandbox.whatsapp.media.MediaShelf;
import io.recado.sandbox.whatsapp.message.Writing.File;
import io.recado.sandbox.whatsapp.wire.GraphError;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks up the files that messages carry. */
@Component
class Attachments {

    private final MediaShelf shelf;
    private final Accounts accounts;

    Attachments(MediaShelf shelf, Accounts accounts) {
        this.shelf = shelf;
        this.accounts = accounts;
    }

    /**
     * Completes what the view says of the files.
     *
     * @return what will end the message once WhatsApp looks into its files; null when they are good
     * @throws Refused when one is not there, or is another account's
     */
    @Nullable
    GraphError check(Writing writing, Line line) {
        GraphError failure = null;
        for (File file : writing.files()) {
            Media media = file.id() == null ? null : find(file.id(), line);
            if (file.id() != null && media == null) {
                throw Refused.invalid(
                        "Param " + file.parameter() + " is not a valid whatsapp business account media attachment ID");
            }
            if (media == null) {
                continue;
            }
            file.drawn().put("mime", media.mime());
            if ("sticker".equals(file.type())) {
                file.drawn().put("animated", media.animated());
            }
            if ("document".equals(file.type()) && !file.drawn().has("filename") && media.filename() != null) {
                file.drawn().put("filename", media.filename());
            }
            String objection = objection(file, media);
            if (objection != null) {
                failure = GraphError.of(131053).saying(objection);
            }
        }
        return failure;
    }

    private @Nullable Media find(String id, Line line) {
        Media media = shelf.find(id);
        boolean own = media != null
                && !media.phoneNumberId().isEmpty()
                && accounts.line(media.phoneNumberId())
                        .account()
                        .id()
                        .equals(line.account().id());
        return own ? media : null;
    }

    private static @Nullable String objection(File file, Media media) {
        List<String> mimes = Kind.named(file.type()).map(Kind::mimes).orElse(List.of());
        if (!mimes.contains(media.mime())) {
            return "Unsupported " + file.type() + " mime type " + media.mime() + ". Please use one of "
                    + String.join(", ", mimes) + ".";
        }
        if (file.drawn().path("voice").asBoolean(false) && !"audio/ogg".equals(media.mime())) {
            return "Voice messages must be audio/ogg with the OPUS codec, found " + media.mime() + ".";
        }
        return media.flaw();
    }
}

package io.recado.sandbox.whatsapp.message;

import static io.recado.sandbox.whatsapp.message.MatrixRow.limit;
import static io.recado.sandbox.whatsapp.message.MatrixRow.refused;
import static io.recado.sandbox.whatsapp.message.MatrixRow.taken;
import static io.recado.sandbox.whatsapp.message.MatrixRow.x;

import java.util.stream.Stream;

/** Images, videos, audio, documents and stickers. */
final class MediaMatrix {

    private static final String LINK = "'link':'https://example.org/f'";

    private MediaMatrix() {}

    static Stream<MatrixRow> rows() {
        return Stream.of(files(), captions(), keys()).flatMap(rows -> rows);
    }

    private static Stream<MatrixRow> files() {
        return Stream.of("image", "video", "audio", "document", "sticker")
                .flatMap(type -> Stream.of(
                        taken(type + " by id", media(type, "'id':'{" + type + "}'")),
                        refused(type + " by unknown id", 100, media(type, "'id':'7000000000000000'")),
                        refused(type + " by the id of another account", 100, media(type, "'id':'{foreign}'")),
                        refused(type + " by id and link", 100, media(type, "'id':'{" + type + "}'," + LINK)),
                        refused(type + " of nothing", 100, media(type, "")),
                        refused(type + " by a link that is none", 131009, media(type, "'link':'ftp://example.org/f'")),
                        refused(type + " by a link without a host", 131009, media(type, "'link':'https:///f'")),
                        refused(type + " that is missing", 131008, "'type':'" + type + "'")));
    }

    private static Stream<MatrixRow> captions() {
        Stream<MatrixRow> with = Stream.of("image", "video", "document")
                .flatMap(type -> limit(
                        type + " caption",
                        1024,
                        100,
                        n -> media(type, "'id':'{" + type + "}','caption':'" + x(n) + "'")));
        Stream<MatrixRow> without = Stream.of("audio", "sticker")
                .map(type ->
                        refused(type + " with a caption", 100, media(type, "'id':'{" + type + "}','caption':'Mapa'")));
        return Stream.concat(with, without);
    }

    private static Stream<MatrixRow> keys() {
        return Stream.of(
                taken("a document with a name", media("document", "'id':'{document}','filename':'cita.pdf'")),
                refused("an image with a name", 100, media("image", "'id':'{image}','filename':'a.png'")),
                taken("a voice note", media("audio", "'id':'{audio}','voice':true")),
                refused("a voice note in words", 100, media("audio", "'id':'{audio}','voice':'yes'")),
                refused("a video as a voice note", 100, media("video", "'id':'{video}','voice':true")),
                refused("an id that is a number", 100, media("image", "'id':7")));
    }

    private static String media(String type, String inner) {
        return "'type':'" + type + "','" + type + "':{" + inner + "}";
    }
}

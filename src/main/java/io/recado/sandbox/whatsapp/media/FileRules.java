package io.recado.sandbox.whatsapp.media;

import io.recado.sandbox.whatsapp.wire.GraphError;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which files WhatsApp takes. Types it does not know and sizes over the limit are refused at once. That a file is not what it was
 * said to be comes out only when a message with it is processed: the message then fails with 131053.
 */
final class FileRules {

    private static final Set<String> OLD_OFFICE =
            Set.of("application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint");
    private static final String NEW_OFFICE = "application/vnd.openxmlformats-officedocument.";

    private FileRules() {}

    /** The kind of an upload's type, or the refusal. */
    static Kind kind(@Nullable String mime) {
        return Kind.of(mime == null ? "" : mime)
                .orElseThrow(() -> Refused.invalid("Param file must be a file with one of the following types: "
                        + Kind.all() + ". Received file of type '" + (mime == null ? "application/octet-stream" : mime)
                        + "'."));
    }

    /** @throws Refused when the file is empty or larger than its kind may be */
    static void checkSize(Kind kind, Format found, long size) {
        if (size == 0) {
            throw Refused.invalid("Param file must not be empty.");
        }
        String objection = size(kind, found, size);
        if (objection != null) {
            throw new Refused(GraphError.of(131053), objection);
        }
    }

    static @Nullable String size(Kind kind, Format found, long size) {
        long most = kind.most(found.animated());
        if (size <= most) {
            return null;
        }
        return "The file is too large: " + kind.word() + " files may have " + most + " bytes"
                + (found.animated() ? " when animated" : "") + ", this one has " + size + ".";
    }

    /** Why messages with a file of this declared type will fail; null when they will not. */
    static @Nullable String flaw(String mime, Format found) {
        if (same(mime, found.mime())) {
            return found.flaw();
        }
        String really = found.mime() == null ? "application/octet-stream" : found.mime();
        return "The file was sent as " + mime + ", however on processing it is of type " + really + ".";
    }

    private static boolean same(String mime, @Nullable String found) {
        if (mime.equals(found)) {
            return true;
        }
        if (OLD_OFFICE.contains(mime)) {
            return Format.OLD_OFFICE.equals(found);
        }
        return mime.startsWith(NEW_OFFICE) && Format.ZIP.equals(found);
    }
}

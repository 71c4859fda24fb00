package io.recado.recovery;

import io.recado.channel.Failure;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.stream.Stream;

/**
 * Why a message failed, for people who have never heard of error codes. The sentences are in {@code messages/failures.properties}, two for
 * each code that WhatsApp documents and two for each kind of trouble, which speak for codes that nobody has described.
 *
 * @param why what happened
 * @param advice what to do about it
 */
public record Explanation(String why, String advice) {

    static final String BUNDLE = "messages.failures";

    private static final String WHY = ".why";
    private static final String ADVICE = ".advice";

    /** In Spanish or English. */
    public static Explanation of(Failure failure, Locale language) {
        // without the control, a machine set to Spanish would answer Spanish to whoever asks for English
        var words = ResourceBundle.getBundle(BUNDLE, language, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
        return Stream.of(
                        // what a code means may depend on how it came
                        "%s.%s".formatted(failure.code(), failure.kind()),
                        failure.code() == 0 ? "" : Integer.toString(failure.code()),
                        family(failure.code()))
                .filter(key -> words.containsKey(key + WHY))
                .findFirst()
                .map(key -> new Explanation(words.getString(key + WHY), words.getString(key + ADVICE)))
                .orElseGet(() -> new Explanation(
                        words.getString(failure.kind() + WHY), words.getString(failure.kind() + ADVICE)));
    }

    /** Codes that WhatsApp documents as ranges. */
    private static String family(int code) {
        if (code >= 200 && code <= 299) {
            return "200";
        }
        if (code >= 139100 && code <= 139103) {
            return "139100";
        }
        return code >= 2388000 && code <= 2388999 ? "2388000" : "";
    }

    /** Both in one breath. */
    public String sentence() {
        return why + " " + advice;
    }
}

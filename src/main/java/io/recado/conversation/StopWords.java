package io.recado.conversation;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/** Words that, alone in a message, ask for silence. Inside a sentence they may mean anything, so a sentence is left to people. */
final class StopWords {

    private static final Set<String> WORDS = Set.of(
            "BAJA", "STOP", "DAR DE BAJA", "DARME DE BAJA", "UNSUBSCRIBE", "SAIR", "PARAR", "CANCELAR SUSCRIPCION");

    private StopWords() {}

    static boolean contains(String text) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^\\p{L} ]", " ")
                .strip()
                .replaceAll(" +", " ")
                .toUpperCase(Locale.ROOT);
        return WORDS.contains(plain);
    }
}

package io.recado.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StopWordsTest {

    @ParameterizedTest
    @ValueSource(strings = {"BAJA", "baja", " Baja. ", "¡STOP!", "stop", "Dar de baja", "SAIR"})
    void aStopWordAloneAsksForSilence(String text) {
        assertThat(StopWords.contains(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Estoy de baja, ¿puedo ir otro día?", "planta baja", "no, stop un momento", "", "?"})
    void insideASentenceItIsForPeople(String text) {
        assertThat(StopWords.contains(text)).isFalse();
    }
}

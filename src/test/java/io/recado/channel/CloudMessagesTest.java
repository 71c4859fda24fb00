package io.recado.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudMessagesTest {

    private final ObjectMapper json = new ObjectMapper();
    private final CloudMessages messages = new CloudMessages(json);

    @Test
    void templatesCarryTheirParametersAndThePayloadsOfTheirButtons() throws Exception {
        assertWritten("""
                {"kind":"template","name":"recordatorio_cita","language":"es_ES","parameters":["Ana","martes 3 de marzo"],
                 "buttons":["confirm:1","cancel:1"],"text":"Hola, Ana"}""", """
                {"messaging_product":"whatsapp","recipient_type":"individual","to":"+34600000001","biz_opaque_callback_data":"m-1",
                 "type":"template","template":{"name":"recordatorio_cita","language":{"code":"es_ES"},"components":[
                   {"type":"body","parameters":[{"type":"text","text":"Ana"},{"type":"text","text":"martes 3 de marzo"}]},
                   {"type":"button","sub_type":"quick_reply","index":"0","parameters":[{"type":"payload","payload":"confirm:1"}]},
                   {"type":"button","sub_type":"quick_reply","index":"1","parameters":[{"type":"payload","payload":"cancel:1"}]}]}}""");
    }

    @Test
    void aTemplateWithoutParametersAndButtonsHasNoComponents() throws Exception {
        assertWritten("""
                {"kind":"template","name":"aviso","language":"es","parameters":[],"buttons":[],"text":"Hola"}""", """
                {"messaging_product":"whatsapp","recipient_type":"individual","to":"+34600000001","biz_opaque_callback_data":"m-1",
                 "type":"template","template":{"name":"aviso","language":{"code":"es"},"components":[]}}""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Calle\\nMayor 1", "Calle  Mayor 1", "Calle\\t \\r\\nMayor 1", "Calle\\u00a0Mayor 1"})
    void parametersOfTemplatesStayOnOneLine(String parameter) throws Exception {
        var written = messages.write("""
                {"id":"m-1","to":"+34600000001","content":{"kind":"template","name":"aviso","language":"es","parameters":["%s"],"buttons":[]}}""".formatted(parameter));

        assertThat(json.readTree(written)
                        .at("/template/components/0/parameters/0/text")
                        .asText())
                .isEqualTo("Calle Mayor 1");
    }

    @Test
    void textKeepsItsLinesAndShowsNoPreview() throws Exception {
        assertWritten("""
                {"kind":"text","text":"Gracias, \\"Ana\\".\\nLe esperamos"}""", """
                {"messaging_product":"whatsapp","recipient_type":"individual","to":"+34600000001","biz_opaque_callback_data":"m-1",
                 "type":"text","text":{"body":"Gracias, \\"Ana\\".\\nLe esperamos","preview_url":false}}""");
    }

    @Test
    void aLinkHasAButtonOfAtMostTwentySigns() throws Exception {
        assertWritten("""
                {"kind":"link","text":"Elija otra hora","button":"📅 Ver las horas que quedan libres","url":"https://example.org/r/1"}""", """
                {"messaging_product":"whatsapp","recipient_type":"individual","to":"+34600000001","biz_opaque_callback_data":"m-1",
                 "type":"interactive","interactive":{"type":"cta_url","body":{"text":"Elija otra hora"},
                   "action":{"name":"cta_url","parameters":{"display_text":"📅 Ver las horas que ","url":"https://example.org/r/1"}}}}""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"kind\":\"telegram\",\"text\":\"Ana\"}", "{}", "null", "Ana"})
    void whatTheCloudApiHasNoWordsForIsSaidWithoutItsContent(String content) {
        assertThatThrownBy(() ->
                        messages.write("{\"id\":\"m-1\",\"to\":\"+34600000001\",\"content\":%s}".formatted(content)))
                .isInstanceOf(UnwritableMessageException.class)
                .hasMessageNotContaining("Ana")
                .hasNoCause();
    }

    private void assertWritten(String content, String body) throws JsonProcessingException {
        var written = messages.write("{\"id\":\"m-1\",\"to\":\"+34600000001\",\"content\":%s}".formatted(content));

        assertThat(json.readTree(written)).isEqualTo(json.readTree(body));
    }
}

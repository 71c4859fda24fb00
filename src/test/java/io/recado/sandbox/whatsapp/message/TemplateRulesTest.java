package io.recado.sandbox.whatsapp.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.template.Template;
import io.recado.sandbox.whatsapp.wire.Fields;
import io.recado.sandbox.whatsapp.wire.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateRulesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Writing writing = Writing.blank();
    private final ObjectNode view = writing.view();
    private final Template reminder = template(false, """
            [{"type":"HEADER","format":"TEXT","text":"Cita en {{1}}"},
             {"type":"BODY","text":"Hola {{1}}, tu cita es a las {{2}}."},
             {"type":"FOOTER","text":"Responde BAJA"},
             {"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Confirmar"},{"type":"QUICK_REPLY","text":"Cancelar"},
              {"type":"URL","text":"Cambiar","url":"https://x.example/{{1}}"}]}]
            """);

    private static final String HEADER = "{'type':'header','parameters':[{'type':'text','text':'Madrid'}]}";
    private static final String BODY =
            "{'type':'body','parameters':[{'type':'text','text':'Ana'},{'type':'text','text':'10:30'}]}";
    private static final String URL =
            "{'type':'button','sub_type':'url','index':'2','parameters':[{'type':'text','text':'c/1'}]}";

    @Test
    void parametersFillTheTextsInTheirOrder() {
        String text = fill(reminder, HEADER, BODY, URL);

        assertThat(text).isEqualTo("Hola Ana, tu cita es a las 10:30.");
        assertThat(view.path("header").asText()).isEqualTo("Cita en Madrid");
        assertThat(view.path("footer").asText()).isEqualTo("Responde BAJA");
        assertThat(view.at("/buttons/2/url").asText()).isEqualTo("https://x.example/c/1");
    }

    @Test
    void aQuickReplyWithoutPayloadAnswersItsText() {
        fill(
                reminder,
                HEADER,
                BODY,
                URL,
                "{'type':'button','sub_type':'quick_reply','index':'1','parameters':[{'type':'payload','payload':'NO:1'}]}");

        assertThat(view.at("/buttons/0/id").asText()).isEqualTo("Confirmar");
        assertThat(view.at("/buttons/1/id").asText()).isEqualTo("NO:1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "too few parameters | 132000 | {'type':'body','parameters':[{'type':'text','text':'Ana'}]}",
                "a line break | 131009 | {'type':'body','parameters':[{'type':'text','text':'A\\nB'},{'type':'text','text':'1'}]}",
                "five spaces | 131009 | {'type':'body','parameters':[{'type':'text','text':'A     B'},{'type':'text','text':'1'}]}",
                "an empty value | 131008 | {'type':'body','parameters':[{'type':'text','text':''},{'type':'text','text':'1'}]}",
                "a name for a position | 132012 | {'type':'body','parameters':[{'type':'text','parameter_name':'x','text':'A'},{'type':'text','text':'1'}]}",
                "an image for a word | 132012 | {'type':'body','parameters':[{'type':'image','image':{'id':'1'}},{'type':'text','text':'1'}]}",
                "a misspelt key | 100 | {'type':'body','params':[]}"
            })
    void aBodyThatDoesNotFitIsRefused(String what, int code, String body) {
        assertRefused(code, reminder, HEADER, body, URL);
    }

    @Test
    void aLinkWithAVariableNeedsItsParameter() {
        assertRefused(131008, reminder, HEADER, BODY);
    }

    @Test
    void aButtonThatTheTemplateHasNotIsRefused() {
        assertRefused(
                132012,
                reminder,
                HEADER,
                BODY,
                URL,
                "{'type':'button','sub_type':'quick_reply','index':'3','parameters':[{'type':'payload','payload':'x'}]}");
    }

    @Test
    void theFilledTextHasALimit() {
        Template one = template(false, "[{\"type\":\"BODY\",\"text\":\"{{1}}.\"}]");

        assertThat(fill(one, body("x".repeat(1023)))).hasSize(1024);
        assertRefused(132005, one, body("x".repeat(1024)));
    }

    @Test
    void namedParametersComeInAnyOrder() {
        Template named = template(true, "[{\"type\":\"BODY\",\"text\":\"Hola {{first_name}}, {{hour}}.\"}]");

        assertThat(fill(
                        named,
                        "{'type':'body','parameters':[{'type':'text','parameter_name':'hour','text':'10:30'},"
                                + "{'type':'text','parameter_name':'first_name','text':'Ana'}]}"))
                .isEqualTo("Hola Ana, 10:30.");
        assertRefused(132012, named, BODY);
    }

    private static String body(String text) {
        return "{'type':'body','parameters':[{'type':'text','text':'" + text + "'}]}";
    }

    private void assertRefused(int code, Template template, String... components) {
        assertThatThrownBy(() -> fill(template, components))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.error().code())
                                .as(refused.getMessage())
                                .isEqualTo(code));
    }

    private String fill(Template template, String... components) {
        JsonNode message =
                parse("{'name':'t','language':{'code':'es'},'components':[" + String.join(",", components) + "]}");
        return TemplateRules.fill(Fields.of(message, "template"), template, writing);
    }

    private static Template template(boolean named, String components) {
        return Template.of(1, "1", "t", "es", "UTILITY", "APPROVED", named, parse(components));
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}

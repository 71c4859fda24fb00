package io.recado.sandbox.whatsapp.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule of creating templates, from both sides: 0 is taken, 100 is refused without a subcode. */
class ProposalRulesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BODY = "{'type':'BODY','text':'Su cita es pronto.'}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "header of 60 | {'type':'HEADER','format':'TEXT','text':'@60'} | 0",
                "header of 61 | {'type':'HEADER','format':'TEXT','text':'@61'} | 2388040",
                "header with a new line | {'type':'HEADER','format':'TEXT','text':'a\\nb'} | 2388047",
                "header with stars | {'type':'HEADER','format':'TEXT','text':'*Hola*'} | 2388047",
                "header with a variable and its example | {'type':'HEADER','format':'TEXT','text':'Cita en {{1}}','example':{'header_text':['Sol']}} | 0",
                "header with a variable and no example | {'type':'HEADER','format':'TEXT','text':'Cita en {{1}}'} | 2388043",
                "header with two variables | {'type':'HEADER','format':'TEXT','text':'{{1}} en {{2}}','example':{'header_text':['a','b']}} | 2388047",
                "header of an unknown format | {'type':'HEADER','format':'POEM','text':'x'} | 2388047",
                "picture with a handle | {'type':'HEADER','format':'IMAGE','example':{'header_handle':['4::aW1hZ2U=']}} | 0",
                "picture without a handle | {'type':'HEADER','format':'IMAGE'} | 2388043",
                "picture with a link | {'type':'HEADER','format':'IMAGE','example':{'header_handle':['https://x.es/a.png']}} | 2388047",
                "place | {'type':'HEADER','format':'LOCATION'} | 0",
                "footer of 60 | {'type':'FOOTER','text':'@60'} | 0",
                "footer of 61 | {'type':'FOOTER','text':'@61'} | 2388040",
                "footer with a variable | {'type':'FOOTER','text':'Hola {{1}}'} | 2388073",
                "footer twice | {'type':'FOOTER','text':'a'},{'type':'FOOTER','text':'b'} | 100",
                "unknown part | {'type':'HAT','text':'b'} | 100",
                "offer of a utility template | {'type':'LIMITED_TIME_OFFER','limited_time_offer':{'text':'Ya'}} | 100",
                "unknown key | {'type':'FOOTER','text':'a','colour':'red'} | 100"
            })
    void partsHaveTheirRules(String what, String part, int subcode) {
        judged(what, proposal("UTILITY", BODY + "," + part), subcode);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "1024 characters | '@1024' | 0",
                "1025 characters | '@1025' | 2388040",
                "no text | '' | 2388043",
                "variables with examples | 'Hola {{1}}, su cita es el {{2}}.','example':{'body_text':[['Ana','martes']]} | 0",
                "variables without examples | 'Hola {{1}}, su cita es el {{2}}.' | 2388043",
                "too few examples | 'Hola {{1}}, su cita es el {{2}}.','example':{'body_text':[['Ana']]} | 2388043",
                "an empty example | 'Hola {{1}}, su cita es pronto.','example':{'body_text':[['']]} | 2388043",
                "a variable first | '{{1}}, su cita es pronto.','example':{'body_text':[['Ana']]} | 2388299",
                "a variable last | 'Su cita es con {{1}}','example':{'body_text':[['Ana']]} | 2388299",
                "hardly more than variables | 'a {{1}} b {{2}} c','example':{'body_text':[['x','y']]} | 2388293",
                "a gap in the numbers | 'Hola {{1}}, su cita es el {{3}}.','example':{'body_text':[['Ana','x']]} | 2388072",
                "a name among numbers | 'Hola {{nombre}}, su cita es pronto.','example':{'body_text':[['Ana']]} | 2388072"
            })
    void theBodyHasItsRules(String what, String text, int subcode) {
        judged(what, proposal("UTILITY", "{'type':'BODY','text':" + text + "}"), subcode);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "names with examples | 'Hola {{first_name}}, pase pronto.','example':{'body_text_named_params':[{'param_name':'first_name','example':'Ana'}]} | 0",
                "another name in the example | 'Hola {{first_name}}, pase pronto.','example':{'body_text_named_params':[{'param_name':'name','example':'Ana'}]} | 2388043",
                "positional examples | 'Hola {{first_name}}, pase pronto.','example':{'body_text':[['Ana']]} | 2388043",
                "the same name twice | 'Hola {{a}} y otra vez {{a}}, pase.','example':{'body_text_named_params':[{'param_name':'a','example':'Ana'}]} | 2388072",
                "a capital | 'Hola {{First}}, pase pronto.','example':{'body_text_named_params':[{'param_name':'First','example':'Ana'}]} | 2388072"
            })
    void namedVariablesHaveTheirRules(String what, String text, int subcode) {
        ObjectNode proposal = proposal("UTILITY", "{'type':'BODY','text':" + text + "}");
        judged(what, proposal.put("parameter_format", "NAMED"), subcode);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "ten quick replies | QQQQQQQQQQ | 0",
                "eleven | QQQQQQQQQQQ | 100",
                "none |  | 100",
                "two links | UU | 0",
                "three links | UUU | 100",
                "two numbers to call | PP | 100",
                "two codes to copy | CC | 100",
                "replies first | QQUP | 0",
                "replies last | UPQQ | 0",
                "replies around a link | QUQ | 100",
                "replies between links | UQU | 100",
                "one of each | QQUUPCF | 0",
                "a request for contact data | R | 0",
                "a one-time code | O | 100",
                "an unknown kind | X | 100"
            })
    void buttonsAreCountedAndGrouped(String what, String kinds, int subcode) {
        String buttons = kinds == null
                ? ""
                : kinds.chars().mapToObj(kind -> button((char) kind)).collect(Collectors.joining(","));
        judged(what, proposal("MARKETING", BODY + ",{'type':'BUTTONS','buttons':[" + buttons + "]}"), subcode);
    }

    private static String button(char kind) {
        return switch (kind) {
            case 'Q' -> "{'type':'QUICK_REPLY','text':'Sí'}";
            case 'U' -> "{'type':'URL','text':'Ver','url':'https://x.es/c'}";
            case 'P' -> "{'type':'PHONE_NUMBER','text':'Llamar','phone_number':'+34910000000'}";
            case 'C' -> "{'type':'COPY_CODE','example':'SOL10'}";
            case 'F' -> "{'type':'FLOW','text':'Abrir','flow_id':'1'}";
            case 'R' -> "{'type':'REQUEST_CONTACT_INFO'}";
            case 'O' -> "{'type':'OTP','otp_type':'COPY_CODE'}";
            default -> "{'type':'DANCE','text':'x'}";
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "text of 25 | {'type':'QUICK_REPLY','text':'@25'} | 0",
                "text of 26 | {'type':'QUICK_REPLY','text':'@26'} | 2388040",
                "link with a variable at its end | {'type':'URL','text':'Ver','url':'https://x.es/{{1}}','example':['https://x.es/a']} | 0",
                "link with a variable and no example | {'type':'URL','text':'Ver','url':'https://x.es/{{1}}'} | 2388043",
                "link with a variable inside | {'type':'URL','text':'Ver','url':'https://x.es/{{1}}/a','example':['a']} | 100",
                "no address | {'type':'URL','text':'Ver','url':'x.es'} | 100",
                "code of 15 | {'type':'COPY_CODE','example':'@15'} | 0",
                "code of 16 | {'type':'COPY_CODE','example':'@16'} | 2388040",
                "no code | {'type':'COPY_CODE'} | 2388043",
                "flow without an id | {'type':'FLOW','text':'Abrir'} | 100"
            })
    void buttonsNeedWhatTheyNeed(String what, String button, int subcode) {
        judged(what, proposal("MARKETING", BODY + ",{'type':'BUTTONS','buttons':[" + button + "]}"), subcode);
    }

    @ParameterizedTest
    @CsvSource({
        "UTILITY, 30, 0",
        "UTILITY, 29, 100",
        "UTILITY, 43200, 0",
        "UTILITY, 43201, 100",
        "AUTHENTICATION, 900, 0",
        "AUTHENTICATION, 901, 100",
        "MARKETING, 43199, 100",
        "MARKETING, 2592000, 0",
        "MARKETING, 2592001, 100"
    })
    void theTimeToLiveDependsOnTheCategory(String category, int seconds, int subcode) {
        ObjectNode proposal = "AUTHENTICATION".equals(category) ? code() : proposal(category, BODY);
        judged(category + seconds, proposal.put("message_send_ttl_seconds", seconds), subcode);
    }

    @ParameterizedTest
    @CsvSource({
        "name, recordatorio_2, 0", "name, Recordatorio, 100", "name, aviso-cita, 100", "language, es_AR, 0",
        "language, es_XX, 100", "category, utility, 0", "category, SERVICE, 100", "parameter_format, LOOSE, 100",
        "colour, red, 100"
    })
    void theFrameHasItsRules(String field, String value, int subcode) {
        judged(field, proposal("UTILITY", BODY).put(field, value), subcode);
    }

    @Test
    void authenticationTemplatesGetWhatsAppsOwnTexts() {
        Proposal proposal = ProposalRules.read(code());

        assertThat(proposal.components().at("/0/text").asText())
                .isEqualTo("*{{1}}* es tu código de verificación. Por tu seguridad, no lo compartas.");
        assertThat(proposal.components().at("/1/text").asText()).isEqualTo("Este código caduca en 10 minutos.");
        assertThat(proposal.components().at("/2/buttons/0/url").asText()).endsWith("code=otp{{1}}");
        judged("without a button", (ObjectNode) code().set("components", read("[{'type':'BODY'}]")), 2388043);
        judged("with a text", (ObjectNode) code().set("components", read("[" + BODY + "]")), 100);
    }

    @Test
    void cardsOfACarouselAreAlike() {
        String card =
                "{'components':[{'type':'HEADER','format':'IMAGE','example':{'header_handle':['4::a']}},{'type':'BUTTONS','buttons':[{'type':'QUICK_REPLY','text':'Ver'}]}]}";
        judged("two", proposal("MARKETING", BODY + ",{'type':'CAROUSEL','cards':[" + card + "," + card + "]}"), 0);
        judged("one", proposal("MARKETING", BODY + ",{'type':'CAROUSEL','cards':[" + card + "]}"), 100);
    }

    @Test
    void theTemplatesThatComeWithTheSandboxFollowTheRules() throws IOException {
        for (JsonNode template : JSON.readTree(getClass().getResource("/sandbox/whatsapp-templates.json"))) {
            assertThatCode(() -> ProposalRules.read(template))
                    .as(template.path("name").asText())
                    .doesNotThrowAnyException();
        }
    }

    private static ObjectNode code() {
        return proposal(
                "AUTHENTICATION",
                "{'type':'BODY','add_security_recommendation':true},{'type':'FOOTER','code_expiration_minutes':10},"
                        + "{'type':'BUTTONS','buttons':[{'type':'OTP','otp_type':'COPY_CODE'}]}");
    }

    private static ObjectNode proposal(String category, String components) {
        return (ObjectNode) read(
                "{'name':'aviso','language':'es','category':'" + category + "','components':[" + components + "]}");
    }

    /** @param text {@code @60} stands for 60 letters */
    private static JsonNode read(String text) {
        String filled = text;
        for (int length : IntStream.of(15, 16, 25, 26, 60, 61, 1024, 1025).toArray()) {
            filled = filled.replace("'@" + length + "'", "'" + "x".repeat(length) + "'");
        }
        try {
            return JSON.readTree(filled.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(filled, e);
        }
    }

    private static void judged(String what, ObjectNode proposal, int subcode) {
        Refused refused = catchThrowableOfType(Refused.class, () -> ProposalRules.read(proposal));
        if (subcode == 0) {
            assertThat(refused).as(what).isNull();
            return;
        }
        assertThat(refused).as(what).isNotNull();
        JsonNode error = refused.body().path("error");
        assertThat(error.path("code").asInt()).as(what).isEqualTo(100);
        assertThat(error.path("error_subcode").asInt(100))
                .as("%s: %s", what, error)
                .isEqualTo(subcode);
    }
}

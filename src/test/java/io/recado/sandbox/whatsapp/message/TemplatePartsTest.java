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

/** The rarer components of templates: forms, catalogues, offers that end, and cards side by side. */
class TemplatePartsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BODY = "{'type':'BODY','text':'Vea.'}";
    private static final String CARD = "{'components':[{'type':'HEADER','format':'IMAGE'},"
            + "{'type':'BODY','text':'Desde {{1}}.'},"
            + "{'type':'BUTTONS','buttons':[{'type':'QUICK_REPLY','text':'Quiero'}]}]}";
    private static final String CAROUSEL = "[" + BODY + ",{'type':'CAROUSEL','cards':[" + CARD + "," + CARD + "]}]";
    private static final String OFFER = "[" + BODY
            + ",{'type':'LIMITED_TIME_OFFER','limited_time_offer':{'text':'Acaba pronto','has_expiration':true}}]";

    private final Writing writing = Writing.blank();
    private final ObjectNode view = writing.view();

    @Test
    void aFormTakesItsTokenAndData() {
        String flow = buttons("{'type':'FLOW','text':'Abrir','flow_id':'1'}");

        fill(flow, button("flow", "{'type':'action','action':{'flow_token':'t-1','flow_action_data':{'a':1}}}"));

        assertThat(view.at("/buttons/0/kind").asText()).isEqualTo("flow");
        assertThat(view.at("/buttons/0/id").asText()).isEqualTo("t-1");
        assertRefused(100, flow, button("flow", "{'type':'action','action':{'token':'t'}}"));
        assertRefused(100, flow, button("flow", "{'type':'action','action':{'flow_action_data':'a'}}"));
    }

    @Test
    void aFormNeedsNothing() {
        fill(buttons("{'type':'FLOW','text':'Abrir','flow_id':'1'}"));

        assertThat(view.at("/buttons/0/id").asText()).isEqualTo("unused");
    }

    @ParameterizedTest
    @CsvSource({"CATALOG, catalog, 0", "MPM, mpm, 131008"})
    void aCatalogueMayHaveAPictureAndSeveralGoodsMustBeNamed(String type, String subType, int without) {
        String goods = buttons("{'type':'" + type + "','text':'Ver'}");
        if (without == 0) {
            fill(goods);
        } else {
            assertRefused(without, goods);
        }

        fill(
                goods,
                button(
                        subType,
                        "{'type':'action','action':{'thumbnail_product_retailer_id':'p','sections':[{'title':'s',"
                                + "'product_items':[{'product_retailer_id':'p'}]}]}}"));

        assertThat(view.at("/buttons/0/kind").asText()).isEqualTo(subType);
    }

    @Test
    void anOfferEnds() {
        fill(OFFER, offer("{'expiration_time_ms':1795250000000}"));

        assertThat(view.at("/offer/text").asText()).isEqualTo("Acaba pronto");
        assertThat(view.at("/offer/expiresAt").asLong()).isEqualTo(1795250000000L);
    }

    @Test
    void anOfferWithoutItsEndIsRefused() {
        assertRefused(132012, OFFER);
        assertRefused(131009, OFFER, offer("{'expiration_time_ms':'soon'}"));
        assertRefused(132000, "[" + BODY + "]", offer("{'expiration_time_ms':1}"));
    }

    @Test
    void everyCardIsFilledLikeATemplate() {
        fill(CAROUSEL, "{'type':'carousel','cards':[" + card(0, "10 €") + "," + card(1, "20 €") + "]}");

        assertThat(view.at("/cards")).hasSize(2);
        assertThat(view.at("/cards/1/body").asText()).isEqualTo("Desde 20 €.");
        assertThat(view.at("/cards/0/buttons/0/id").asText()).isEqualTo("SI:0");
        assertThat(writing.files()).extracting(Writing.File::id).containsExactly("70", "71");
    }

    @Test
    void cardsThatAreMissingOrOutOfOrderAreRefused() {
        assertRefused(132000, CAROUSEL);
        assertRefused(132000, CAROUSEL, "{'type':'carousel','cards':[" + card(0, "10 €") + "]}");
        assertRefused(
                131009, CAROUSEL, "{'type':'carousel','cards':[" + card(1, "10 €") + "," + card(0, "20 €") + "]}");
        assertRefused(
                132012,
                CAROUSEL,
                "{'type':'carousel','cards':[" + card(0, "10 €").replace("image", "video") + "," + card(1, "20 €")
                        + "]}");
    }

    private static String buttons(String button) {
        return "[" + BODY + ",{'type':'BUTTONS','buttons':[" + button + "]}]";
    }

    private static String button(String subType, String parameter) {
        return "{'type':'button','sub_type':'" + subType + "','index':'0','parameters':[" + parameter + "]}";
    }

    private static String offer(String value) {
        return "{'type':'limited_time_offer','parameters':[{'type':'limited_time_offer','limited_time_offer':" + value
                + "}]}";
    }

    private static String card(int index, String price) {
        return "{'card_index':" + index
                + ",'components':[{'type':'header','parameters':[{'type':'image','image':{'id':'7"
                + index + "'}}]},{'type':'body','parameters':[{'type':'text','text':'" + price + "'}]},"
                + button("quick_reply", "{'type':'payload','payload':'SI:" + index + "'}") + "]}";
    }

    private void assertRefused(int code, String template, String... components) {
        assertThatThrownBy(() -> fill(template, components))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.error().code())
                                .as(refused.getMessage())
                                .isEqualTo(code));
    }

    private void fill(String template, String... components) {
        JsonNode message =
                parse("{'name':'t','language':{'code':'es'},'components':[" + String.join(",", components) + "]}");
        Template known = Template.of(1, "1", "t", "es", "MARKETING", "APPROVED", false, parse(template));
        TemplateRules.fill(Fields.of(message, "template"), known, writing);
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}

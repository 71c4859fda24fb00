package io.recado.sandbox.whatsapp.message;

import static io.recado.sandbox.whatsapp.message.InteractiveMatrix.BODY;
import static io.recado.sandbox.whatsapp.message.InteractiveMatrix.interactive;
import static io.recado.sandbox.whatsapp.message.MatrixRow.limit;
import static io.recado.sandbox.whatsapp.message.MatrixRow.many;
import static io.recado.sandbox.whatsapp.message.MatrixRow.refused;
import static io.recado.sandbox.whatsapp.message.MatrixRow.taken;
import static io.recado.sandbox.whatsapp.message.MatrixRow.x;

import java.util.stream.Stream;

/** Interactive messages that open something: links, forms, questions for a place or a card, and goods. */
final class RequestMatrix {

    private RequestMatrix() {}

    static Stream<MatrixRow> rows() {
        return Stream.of(links(), flows(), questions(), goods()).flatMap(rows -> rows);
    }

    private static Stream<MatrixRow> links() {
        return Stream.of(
                        limit("link text", 20, 131009, n -> link(x(n), "https://example.org")),
                        limit(
                                "link address",
                                2000,
                                131009,
                                n -> link("Pagar", "https://example.org/" + "a".repeat(n - 20))),
                        Stream.of(
                                refused("a link that is a script", 131009, link("Pagar", "javascript:alert(1)")),
                                refused("a link with spaces", 131009, link("Pagar", "https://example.org/a b")),
                                refused(
                                        "a link of another name",
                                        100,
                                        interactive("cta_url", BODY + ",'action':{'name':'url','parameters':{}}"))))
                .flatMap(rows -> rows);
    }

    private static Stream<MatrixRow> flows() {
        return Stream.concat(
                limit("flow button", 30, 131009, n -> flow("'flow_id':'1','flow_cta':'" + x(n) + "'")),
                Stream.of(
                        taken(
                                "a flow by name with data",
                                flow(
                                        "'flow_name':'cita','flow_cta':'Abrir','flow_token':'t',"
                                                + "'mode':'draft','flow_action':'navigate','flow_action_payload':{'screen':'A','data':{'a':1}}")),
                        refused("a flow by id and name", 131009, flow("'flow_id':'1','flow_name':'a','flow_cta':'b'")),
                        refused("a flow of nothing", 131009, flow("'flow_cta':'b'")),
                        refused("a flow without a button", 131008, flow("'flow_id':'1'")),
                        refused(
                                "a flow of another version",
                                100,
                                interactive(
                                        "flow",
                                        BODY
                                                + ",'action':{'name':'flow','parameters':{'flow_message_version':'2','flow_id':'1','flow_cta':'b'}}")),
                        refused(
                                "a flow with empty data",
                                131009,
                                flow("'flow_id':'1','flow_cta':'b','flow_action_payload':{'screen':'A','data':{}}")),
                        refused("a flow of an unknown mode", 100, flow("'flow_id':'1','flow_cta':'b','mode':'test'"))));
    }

    private static Stream<MatrixRow> questions() {
        return Stream.of("location_request_message|send_location", "request_contact_info|request_contact_info")
                .map(pair -> pair.split("\\|", -1))
                .flatMap(pair -> Stream.of(
                        taken(pair[0], interactive(pair[0], BODY + ",'action':{'name':'" + pair[1] + "'}")),
                        refused(
                                pair[0] + " of another name",
                                100,
                                interactive(pair[0], BODY + ",'action':{'name':'ask'}")),
                        refused(
                                pair[0] + " with a footer",
                                100,
                                interactive(
                                        pair[0],
                                        BODY + ",'footer':{'text':'x'},'action':{'name':'" + pair[1] + "'}"))));
    }

    private static Stream<MatrixRow> goods() {
        String items = "{'title':'s','product_items':[{'product_retailer_id':'p'}]}";
        String header = "'header':{'type':'text','text':'Cremas'},";
        return Stream.concat(
                limit(
                        "products",
                        30,
                        131009,
                        n -> interactive(
                                "product_list",
                                header + BODY
                                        + ",'action':{'catalog_id':'1','sections':[{'title':'s','product_items':["
                                        + many(n, i -> "{'product_retailer_id':'p" + i + "'}") + "]}]}")),
                Stream.of(
                        taken(
                                "a product without a body",
                                interactive("product", "'action':{'catalog_id':'1','product_retailer_id':'p'}")),
                        refused(
                                "a product with a header",
                                100,
                                interactive(
                                        "product", header + "'action':{'catalog_id':'1','product_retailer_id':'p'}")),
                        refused(
                                "products without a header",
                                131008,
                                interactive(
                                        "product_list",
                                        BODY + ",'action':{'catalog_id':'1','sections':[" + items + "]}")),
                        taken(
                                "a catalogue",
                                interactive(
                                        "catalog_message",
                                        BODY + ",'action':{'name':'catalog_message',"
                                                + "'parameters':{'thumbnail_product_retailer_id':'p'}}")),
                        refused(
                                "a catalogue of another name",
                                100,
                                interactive("catalog_message", BODY + ",'action':{'name':'catalog'}"))));
    }

    private static String link(String text, String url) {
        return interactive(
                "cta_url",
                BODY + ",'action':{'name':'cta_url','parameters':{'display_text':'" + text + "','url':'" + url + "'}}");
    }

    private static String flow(String parameters) {
        return interactive(
                "flow",
                BODY + ",'action':{'name':'flow','parameters':{'flow_message_version':'3'," + parameters + "}}");
    }
}

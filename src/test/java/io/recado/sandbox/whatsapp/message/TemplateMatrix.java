package io.recado.sandbox.whatsapp.message;

import static io.recado.sandbox.whatsapp.message.MatrixRow.limit;
import static io.recado.sandbox.whatsapp.message.MatrixRow.refused;
import static io.recado.sandbox.whatsapp.message.MatrixRow.taken;
import static io.recado.sandbox.whatsapp.message.MatrixRow.x;

import java.util.List;
import java.util.stream.Stream;

/** Templates of every kind of component, and messages that fit them or do not. */
final class TemplateMatrix {

    private static final String BODY =
            "{'type':'BODY','text':'Hola {{1}}, le esperamos el {{2}} en la clínica del centro.',"
                    + "'example':{'body_text':[['Ana','martes']]}}";
    private static final String PLAIN = "{'type':'BODY','text':'Le esperamos.'}";
    private static final String HOLA = body("Ana", "martes");

    private TemplateMatrix() {}

    /** Requests that create what the rows send. */
    static List<String> templates() {
        return List.of(
                template(
                        "m_text",
                        "UTILITY",
                        "{'type':'HEADER','format':'TEXT','text':'Cita en {{1}}','example':{'header_text':['Madrid']}}",
                        BODY,
                        "{'type':'FOOTER','text':'Responda BAJA'}",
                        "{'type':'BUTTONS','buttons':[{'type':'QUICK_REPLY','text':'Sí'},{'type':'QUICK_REPLY','text':'No'},"
                                + "{'type':'URL','text':'Cambiar','url':'https://x.example/{{1}}','example':['https://x.example/c']}]}"),
                template(
                                "m_named",
                                "UTILITY",
                                "{'type':'BODY','text':'Hola {{first_name}}, le esperamos mañana a las {{hour}} en la clínica.','example':{'body_text_named_params':["
                                        + "{'param_name':'first_name','example':'Ana'},{'param_name':'hour','example':'10:30'}]}}")
                        .replace("'category'", "'parameter_format':'NAMED','category'"),
                media("m_image", "IMAGE"),
                media("m_video", "VIDEO"),
                media("m_document", "DOCUMENT"),
                template("m_location", "UTILITY", "{'type':'HEADER','format':'LOCATION'}", PLAIN),
                template(
                        "m_code",
                        "MARKETING",
                        PLAIN,
                        "{'type':'BUTTONS','buttons':[{'type':'COPY_CODE','text':'Copiar','example':'VERANO'}]}"),
                template(
                        "m_plain",
                        "UTILITY",
                        PLAIN,
                        "{'type':'BUTTONS','buttons':[{'type':'URL','text':'Ver','url':'https://x.example/a'},"
                                + "{'type':'PHONE_NUMBER','text':'Llamar','phone_number':'+34910000000'}]}"),
                template(
                        "m_long",
                        "UTILITY",
                        "{'type':'BODY','text':'Aviso de la clínica para usted: {{1}}.','example':{'body_text':[['hoy no hay consulta']]}}"));
    }

    static Stream<MatrixRow> rows() {
        return Stream.of(names(), words(), named(), headers(), buttons()).flatMap(rows -> rows);
    }

    private static Stream<MatrixRow> names() {
        return Stream.of(
                refused("a template that is not there", 132001, message("m_none", "")),
                refused(
                        "a template in another language",
                        132001,
                        message("m_plain", "").replace("'es'", "'ca'")),
                refused(
                        "a template without a language",
                        131008,
                        "'type':'template','template':{'name':'m_plain','language':{}}"),
                refused("a template without a name", 131008, "'type':'template','template':{'language':{'code':'es'}}"),
                taken(
                        "a template with a policy",
                        message("m_plain", "").replace("'code':'es'", "'code':'es','policy':'deterministic'")),
                refused(
                        "a template with another policy",
                        100,
                        message("m_plain", "").replace("'code':'es'", "'code':'es','policy':'fallback'")),
                refused("a component of no kind", 100, message("m_plain", "{'type':'sidebar','parameters':[]}")),
                refused("a component twice", 100, text(HOLA, HOLA)));
    }

    private static Stream<MatrixRow> words() {
        return Stream.concat(
                limit(
                        "a filled body",
                        1024,
                        132005,
                        n -> message("m_long", body(x(n - "Aviso de la clínica para usted: .".length())))),
                Stream.of(
                        taken("all parameters", text(HOLA)),
                        refused("a parameter too few", 132000, text(body("Ana"))),
                        refused("a parameter too many", 132000, text(body("Ana", "martes", "Madrid"))),
                        refused("parameters for a template without", 132000, message("m_plain", body("Ana"))),
                        refused("no header parameter", 132000, message("m_text", HOLA + "," + link("c/1"))),
                        refused(
                                "a header beyond 60",
                                132005,
                                message(
                                        "m_text",
                                        header("{'type':'text','text':'" + x(53) + "'}") + "," + HOLA + ","
                                                + link("c"))),
                        refused("a line break in a parameter", 131009, text(body("A\\nB", "martes"))),
                        refused("a tab in a parameter", 131009, text(body("A\\tB", "martes"))),
                        taken("four spaces in a parameter", text(body("A    B", "martes"))),
                        refused("five spaces in a parameter", 131009, text(body("A     B", "martes"))),
                        refused("an empty parameter", 131008, text(body("", "martes"))),
                        taken(
                                "an amount and a date",
                                text("{'type':'body','parameters':[{'type':'currency','currency':"
                                        + "{'fallback_value':'10 €','code':'EUR','amount_1000':10000}},"
                                        + "{'type':'date_time','date_time':{'fallback_value':'martes'}}]}")),
                        refused(
                                "an amount in no currency",
                                131009,
                                text("{'type':'body','parameters':[{'type':'currency',"
                                        + "'currency':{'fallback_value':'10 €','code':'eu','amount_1000':10000}},"
                                        + "{'type':'text','text':'martes'}]}"))));
    }

    private static Stream<MatrixRow> named() {
        String first = "{'type':'text','parameter_name':'first_name','text':'Ana'}";
        String hour = "{'type':'text','parameter_name':'hour','text':'10:30'}";
        return Stream.of(
                taken(
                        "named parameters in any order",
                        message("m_named", "{'type':'body','parameters':[" + hour + "," + first + "]}")),
                refused("positions for names", 132012, message("m_named", HOLA)),
                refused(
                        "a wrong name",
                        100,
                        message(
                                "m_named",
                                "{'type':'body','parameters':[" + hour + "," + first.replace("first_name", "name")
                                        + "]}")),
                refused(
                        "names for positions",
                        132012,
                        text("{'type':'body','parameters':[" + hour + "," + first + "]}")));
    }

    private static Stream<MatrixRow> headers() {
        Stream<MatrixRow> media = Stream.of("image", "video", "document")
                .flatMap(type -> Stream.of(
                        taken(type + " header", message("m_" + type, header(type, "'id':'{" + type + "}'"))),
                        refused(type + " header that is missing", 132012, message("m_" + type, "")),
                        refused(
                                type + " header with a caption",
                                100,
                                message("m_" + type, header(type, "'id':'{" + type + "}','caption':'x'"))),
                        refused(
                                type + " header that is unknown",
                                100,
                                message("m_" + type, header(type, "'id':'7000000000000000'"))),
                        refused(
                                type + " header in words",
                                132012,
                                message("m_" + type, header("{'type':'text','text':'x'}")))));
        return Stream.concat(
                media,
                Stream.of(
                        taken(
                                "a linked document header with its name",
                                message(
                                        "m_document",
                                        header("document", "'link':'https://example.org/a.pdf','filename':'a.pdf'"))),
                        taken(
                                "a place for a header",
                                message(
                                        "m_location",
                                        header(
                                                "location",
                                                "'latitude':40.4,'longitude':-3.7,'name':'Sol','address':'Mayor 1'"))),
                        refused(
                                "a place beyond the pole for a header",
                                131009,
                                message("m_location", header("location", "'latitude':91,'longitude':0"))),
                        refused(
                                "an image for a place",
                                132012,
                                message("m_location", header("image", "'id':'{image}'")))));
    }

    private static Stream<MatrixRow> buttons() {
        return Stream.of(
                        limit(
                                "a payload",
                                256,
                                100,
                                n -> text(
                                        HOLA,
                                        button("quick_reply", "0", "{'type':'payload','payload':'" + x(n) + "'}"))),
                        limit(
                                "a coupon",
                                20,
                                100,
                                n -> message(
                                        "m_code",
                                        button(
                                                "copy_code",
                                                "0",
                                                "{'type':'coupon_code','coupon_code':'" + x(n) + "'}"))),
                        Stream.of(
                                refused(
                                        "a link without its end",
                                        131008,
                                        message("m_text", header("{'type':'text','text':'Sol'}") + "," + HOLA)),
                                refused(
                                        "an end for a link without",
                                        132000,
                                        message("m_plain", button("url", "0", "{'type':'text','text':'c'}"))),
                                refused(
                                        "a parameter for a phone number",
                                        132012,
                                        message("m_plain", button("url", "1", "{'type':'text','text':'c'}"))),
                                refused("no coupon", 131008, message("m_code", "")),
                                refused(
                                        "a button beyond the last",
                                        132012,
                                        text(HOLA, button("quick_reply", "3", "{'type':'payload','payload':'a'}"))),
                                refused(
                                        "an index beyond 9",
                                        100,
                                        text(HOLA, button("quick_reply", "10", "{'type':'payload','payload':'a'}"))),
                                refused(
                                        "a button twice",
                                        100,
                                        text(
                                                HOLA,
                                                button("quick_reply", "0", "{'type':'payload','payload':'a'}"),
                                                button("quick_reply", "0", "{'type':'payload','payload':'b'}"))),
                                refused(
                                        "a reply for a link",
                                        132012,
                                        message(
                                                "m_text",
                                                header("{'type':'text','text':'Sol'}") + "," + HOLA + ","
                                                        + button(
                                                                "quick_reply",
                                                                "2",
                                                                "{'type':'payload','payload':'a'}")))))
                .flatMap(rows -> rows);
    }

    private static String template(String name, String category, String... components) {
        return "{'name':'" + name + "','language':'es','category':'" + category + "','components':["
                + String.join(",", components) + "]}";
    }

    private static String media(String name, String format) {
        return template(
                name,
                "UTILITY",
                "{'type':'HEADER','format':'" + format + "','example':{'header_handle':['4::aW1hZ2U=']}}",
                PLAIN);
    }

    private static String message(String name, String components) {
        return "'type':'template','template':{'name':'" + name + "','language':{'code':'es'},'components':["
                + components + "]}";
    }

    /** The template with everything, with a header and a link that are right. */
    private static String text(String... components) {
        return message(
                "m_text",
                header("{'type':'text','text':'Madrid'}") + "," + String.join(",", components) + "," + link("c/1"));
    }

    private static String body(String... values) {
        return "{'type':'body','parameters':["
                + String.join(
                        ",",
                        Stream.of(values)
                                .map(value -> "{'type':'text','text':'" + value + "'}")
                                .toList()) + "]}";
    }

    private static String header(String parameter) {
        return "{'type':'header','parameters':[" + parameter + "]}";
    }

    private static String header(String type, String content) {
        return header("{'type':'" + type + "','" + type + "':{" + content + "}}");
    }

    private static String link(String end) {
        return button("url", "2", "{'type':'text','text':'" + end + "'}");
    }

    private static String button(String type, String index, String parameter) {
        return "{'type':'button','sub_type':'" + type + "','index':'" + index + "','parameters':[" + parameter + "]}";
    }
}

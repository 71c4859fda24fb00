package io.recado.sandbox.whatsapp.message;

import static io.recado.sandbox.whatsapp.message.MatrixRow.limit;
import static io.recado.sandbox.whatsapp.message.MatrixRow.many;
import static io.recado.sandbox.whatsapp.message.MatrixRow.refused;
import static io.recado.sandbox.whatsapp.message.MatrixRow.taken;
import static io.recado.sandbox.whatsapp.message.MatrixRow.x;

import java.util.stream.Stream;

/** The frame of interactive messages, and what people choose from: reply buttons and lists. */
final class InteractiveMatrix {

    static final String BODY = "'body':{'text':'¿Confirma?'}";
    private static final String BUTTONS = "'action':{'buttons':[" + button("ok", "Sí") + "]}";
    private static final String ROWS =
            "'action':{'button':'Ver','sections':[{'title':'Mañana','rows':[{'id':'1','title':'09:00'}]}]}";
    private static final String LINK =
            "'action':{'name':'cta_url','parameters':{'display_text':'Pagar','url':'https://example.org/p'}}";

    private InteractiveMatrix() {}

    static Stream<MatrixRow> rows() {
        return Stream.of(frame(), headers(), buttons(), lists()).flatMap(rows -> rows);
    }

    private static Stream<MatrixRow> frame() {
        return Stream.of(
                        limit("footer", 60, 131009, n -> button(BODY + ",'footer':{'text':'" + x(n) + "'}," + BUTTONS)),
                        limit("body of buttons", 1024, 131009, n -> button(body(n) + "," + BUTTONS)),
                        limit("body of a list", 4096, 131009, n -> interactive("list", body(n) + "," + ROWS)),
                        limit("body of a link", 1024, 131009, n -> interactive("cta_url", body(n) + "," + LINK)),
                        Stream.of(
                                refused("no body", 131008, button(BUTTONS)),
                                refused("no action", 131008, button(BODY)),
                                refused("an unknown kind", 100, interactive("poll", BODY)),
                                refused("payments", 131009, interactive("order_details", BODY + ",'action':{}")),
                                refused("calls", 131009, interactive("call_permission_request", BODY + ",'action':{}")),
                                refused("a misspelt body", 100, button("'boddy':{'text':'x'}," + BUTTONS))))
                .flatMap(rows -> rows);
    }

    private static Stream<MatrixRow> headers() {
        return Stream.concat(
                limit("header", 60, 131009, n -> button(header("text", "'" + x(n) + "'") + BODY + "," + BUTTONS)),
                Stream.of(
                        taken(
                                "an image above buttons",
                                button(header("image", "{'id':'{image}'}") + BODY + "," + BUTTONS)),
                        taken(
                                "a document above a link",
                                interactive(
                                        "cta_url",
                                        header("document", "{'link':'https://example.org/a.pdf'}") + BODY + ","
                                                + LINK)),
                        taken(
                                "a video above buttons",
                                button(header("video", "{'id':'{video}'}") + BODY + "," + BUTTONS)),
                        refused(
                                "an unknown image above buttons",
                                100,
                                button(header("image", "{'id':'7000000000000000'}") + BODY + "," + BUTTONS)),
                        refused(
                                "an image with a caption above buttons",
                                100,
                                button(header("image", "{'id':'{image}','caption':'x'}") + BODY + "," + BUTTONS)),
                        refused(
                                "audio above buttons",
                                100,
                                button(header("audio", "{'id':'{audio}'}") + BODY + "," + BUTTONS)),
                        refused(
                                "an image above a list",
                                100,
                                interactive("list", header("image", "{'id':'{image}'}") + BODY + "," + ROWS)),
                        refused(
                                "a header of another kind than it says",
                                100,
                                button("'header':{'type':'text','image':{'id':'1'}}," + BODY + "," + BUTTONS))));
    }

    private static Stream<MatrixRow> buttons() {
        return Stream.of(
                        limit("button title", 20, 131009, n -> buttonsOf(button("ok", x(n)))),
                        limit("button id", 256, 131009, n -> buttonsOf(button(x(n), "Sí"))),
                        limit("buttons", 3, 131009, n -> buttonsOf(many(n, i -> button("id" + i, "t" + i)))),
                        Stream.of(
                                refused("no buttons", 131009, buttonsOf("")),
                                refused(
                                        "two buttons of one title",
                                        131009,
                                        buttonsOf(button("a", "Sí") + "," + button("b", "Sí"))),
                                refused(
                                        "two buttons of one id",
                                        131009,
                                        buttonsOf(button("a", "Sí") + "," + button("a", "No"))),
                                refused("an id that begins with a space", 131009, buttonsOf(button(" a", "Sí"))),
                                refused(
                                        "a button without a title",
                                        131008,
                                        buttonsOf("{'type':'reply','reply':{'id':'a'}}")),
                                refused(
                                        "a button that is no reply",
                                        100,
                                        buttonsOf("{'type':'url','reply':{'id':'a','title':'Sí'}}"))))
                .flatMap(rows -> rows);
    }

    private static Stream<MatrixRow> lists() {
        return Stream.of(
                        limit(
                                "button of a list",
                                20,
                                131009,
                                n -> list(x(n), section("Mañana", row("1", "09:00", "")))),
                        limit("section title", 24, 131009, n -> list("Ver", section(x(n), row("1", "09:00", "")))),
                        limit("row id", 200, 131009, n -> list("Ver", section("s", row(x(n), "09:00", "")))),
                        limit("row title", 24, 131009, n -> list("Ver", section("s", row("1", x(n), "")))),
                        limit("row description", 72, 131009, n -> list("Ver", section("s", row("1", "t", x(n))))),
                        limit("rows", 10, 131009, n -> list("Ver", section("s", many(n, i -> row("r" + i, "t", ""))))),
                        limit(
                                "sections",
                                10,
                                131009,
                                n -> list("Ver", many(n, i -> section("s" + i, row("r" + i, "t", ""))))),
                        Stream.of(
                                refused(
                                        "eleven rows in two sections",
                                        131009,
                                        list(
                                                "Ver",
                                                section("a", many(6, i -> row("a" + i, "t", ""))) + ","
                                                        + section("b", many(5, i -> row("b" + i, "t", ""))))),
                                refused(
                                        "two sections, one without a title",
                                        131008,
                                        list(
                                                "Ver",
                                                section("a", row("1", "t", "")) + ",{'rows':[" + row("2", "t", "")
                                                        + "]}")),
                                refused(
                                        "two rows of one id",
                                        131009,
                                        list("Ver", section("a", row("1", "t", "") + "," + row("1", "u", "")))),
                                refused("a section without rows", 131009, list("Ver", section("a", ""))),
                                refused(
                                        "a list without a button",
                                        131008,
                                        interactive("list", BODY + ",'action':{'sections':[]}"))))
                .flatMap(rows -> rows);
    }

    static String interactive(String type, String inner) {
        return "'type':'interactive','interactive':{'type':'" + type + "'," + inner + "}";
    }

    private static String button(String inner) {
        return interactive("button", inner);
    }

    private static String header(String type, String content) {
        return "'header':{'type':'" + type + "','" + type + "':" + content + "},";
    }

    private static String body(int length) {
        return "'body':{'text':'" + x(length) + "'}";
    }

    private static String buttonsOf(String buttons) {
        return button(BODY + ",'action':{'buttons':[" + buttons + "]}");
    }

    private static String button(String id, String title) {
        return "{'type':'reply','reply':{'id':'" + id + "','title':'" + title + "'}}";
    }

    private static String list(String button, String sections) {
        return interactive("list", BODY + ",'action':{'button':'" + button + "','sections':[" + sections + "]}");
    }

    private static String section(String title, String rows) {
        return "{'title':'" + title + "','rows':[" + rows + "]}";
    }

    private static String row(String id, String title, String description) {
        String more = description.isEmpty() ? "" : ",'description':'" + description + "'";
        return "{'id':'" + id + "','title':'" + title + "'" + more + "}";
    }
}

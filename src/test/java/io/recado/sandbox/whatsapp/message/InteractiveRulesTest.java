package io.recado.sandbox.whatsapp.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.sandbox.whatsapp.wire.Fields;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class InteractiveRulesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Every limit, on both sides. */
    @TestFactory
    Stream<DynamicTest> limits() {
        return Stream.of(
                limit("body of buttons", 1024, n -> buttons("", x(n), 1, 5, 5)),
                limit("header", 60, n -> buttons("'header':{'type':'text','text':'" + x(n) + "'},", "b", 1, 5, 5)),
                limit("footer", 60, n -> buttons("'footer':{'text':'" + x(n) + "'},", "b", 1, 5, 5)),
                limit("buttons", 3, n -> buttons("", "b", n, 5, 5)),
                limit("button title", 20, n -> buttons("", "b", 1, n, 5)),
                limit("button id", 256, n -> buttons("", "b", 1, 5, n)),
                limit("body of a list", 4096, n -> list(x(n), 5, 1, 1, 5, 5, 5)),
                limit("list button", 20, n -> list("b", n, 1, 1, 5, 5, 5)),
                limit("rows in all", 10, n -> list("b", 5, 1, n, 5, 5, 5)),
                limit("row id", 200, n -> list("b", 5, 1, 1, n, 5, 5)),
                limit("row title", 24, n -> list("b", 5, 1, 1, 5, n, 5)),
                limit("row description", 72, n -> list("b", 5, 1, 1, 5, 5, n)),
                limit("sections", 10, n -> list("b", 5, n, 1, 5, 5, 5)),
                limit("text of a link", 20, n -> link(x(n), "https://example.org")));
    }

    private static DynamicTest limit(String what, int most, IntFunction<String> message) {
        return DynamicTest.dynamicTest(what + " takes " + most + " and not one more", () -> {
            assertThat(read(message.apply(most))).isNotEmpty();
            assertRefused(131009, message.apply(most + 1));
        });
    }

    @Test
    void titlesAndIdsAreUnique() {
        assertRefused(
                131009,
                "{'type':'button','body':{'text':'b'},'action':{'buttons':[{'type':'reply','reply':{'id':'1','title':'a'}},"
                        + "{'type':'reply','reply':{'id':'2','title':'a'}}]}}");
        assertRefused(
                131009,
                "{'type':'button','body':{'text':'b'},'action':{'buttons':[{'type':'reply','reply':{'id':' 1','title':'a'}}]}}");
    }

    @Test
    void severalSectionsNeedTitles() {
        assertRefused(
                131008,
                "{'type':'list','body':{'text':'b'},'action':{'button':'b','sections':[{'rows':[{'id':'1','title':'a'}]},"
                        + "{'rows':[{'id':'2','title':'b'}]}]}}");
    }

    @Test
    void aListHasNoPictureForAHeader() {
        assertRefused(
                100,
                "{'type':'list','header':{'type':'image','image':{'id':'1'}},'body':{'text':'b'},'action':{'button':'b','sections':[]}}");
    }

    @Test
    void linksAreHttp() {
        assertRefused(131009, link("Ver", "javascript:alert(1)"));
    }

    @Test
    void missingAndUnknownPartsAreNamed() {
        assertThatThrownBy(() -> read("{'type':'button','body':{'text':'b'}}"))
                .hasMessageContaining("interactive['action']");
        assertThatThrownBy(() -> read("{'type':'button','boddy':{'text':'b'}}"))
                .hasMessage("Unexpected key \"boddy\" on param \"interactive\".");
    }

    private static void assertRefused(int code, String message) {
        assertThatThrownBy(() -> read(message)).isInstanceOfSatisfying(Refused.class, refused -> assertThat(
                        refused.error().code())
                .as(refused.getMessage())
                .isEqualTo(code));
    }

    private static String read(String message) {
        try {
            return InteractiveRules.read(
                    Fields.of(JSON.readTree(message.replace('\'', '"')), "interactive"), Writing.blank());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(message, e);
        }
    }

    private static String x(int n) {
        return "x".repeat(n);
    }

    private static String unique(int i, int length) {
        return i + "x".repeat(length - 1);
    }

    private static String buttons(String more, String body, int count, int title, int id) {
        String buttons = IntStream.range(0, count)
                .mapToObj(i ->
                        "{'type':'reply','reply':{'id':'" + unique(i, id) + "','title':'" + unique(i, title) + "'}}")
                .collect(Collectors.joining(","));
        return "{'type':'button'," + more + "'body':{'text':'" + body + "'},'action':{'buttons':[" + buttons + "]}}";
    }

    private static String list(String body, int button, int sections, int rows, int id, int title, int description) {
        String all = IntStream.range(0, sections)
                .mapToObj(s -> "{'title':'s" + s + "','rows':["
                        + IntStream.range(0, rows)
                                .mapToObj(r -> "{'id':'" + (s + 1) + "x".repeat(Math.max(0, id - 2)) + (char) ('a' + r)
                                        + "','title':'" + x(title) + "','description':'" + x(description) + "'}")
                                .collect(Collectors.joining(","))
                        + "]}")
                .collect(Collectors.joining(","));
        return "{'type':'list','body':{'text':'" + body + "'},'action':{'button':'" + x(button) + "','sections':[" + all
                + "]}}";
    }

    private static String link(String text, String url) {
        return "{'type':'cta_url','body':{'text':'b'},'action':{'name':'cta_url','parameters':{'display_text':'" + text
                + "','url':'" + url + "'}}}";
    }
}

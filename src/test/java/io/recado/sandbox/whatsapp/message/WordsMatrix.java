package io.recado.sandbox.whatsapp.message;

import static io.recado.sandbox.whatsapp.message.MatrixRow.limit;
import static io.recado.sandbox.whatsapp.message.MatrixRow.many;
import static io.recado.sandbox.whatsapp.message.MatrixRow.refused;
import static io.recado.sandbox.whatsapp.message.MatrixRow.taken;
import static io.recado.sandbox.whatsapp.message.MatrixRow.x;

import java.util.stream.Stream;

/** Texts, places, cards and reactions, and what surrounds every message. */
final class WordsMatrix {

    private static final String TEXT = "'type':'text','text':{'body':'Hola'}";

    private WordsMatrix() {}

    static Stream<MatrixRow> rows() {
        return Stream.of(envelope(), text(), location(), contacts(), reaction()).flatMap(rows -> rows);
    }

    private static Stream<MatrixRow> envelope() {
        return Stream.concat(
                limit("opaque data", 512, 100, n -> TEXT + ",'biz_opaque_callback_data':'" + x(n) + "'"),
                Stream.of(
                        taken("a quote", TEXT + ",'context':{'message_id':'wamid.HBgL'}"),
                        refused("a quote of no message id", 131009, TEXT + ",'context':{'message_id':'17'}"),
                        refused("a quote of nothing", 131008, TEXT + ",'context':{}"),
                        refused("a quote with an unknown key", 100, TEXT + ",'context':{'id':'wamid.HBgL'}"),
                        taken("an unknown key beside the message", TEXT + ",'colour':'green'"),
                        refused("a group", 100, TEXT + ",'recipient_type':'group'"),
                        refused("Direct Send with a time to live", 100, TEXT + ",'ttl_seconds':60"),
                        refused("a type that is no string", 100, "'type':7"),
                        refused("an unknown type", 131051, "'type':'poll','poll':{}"),
                        refused("no content", 131008, "'type':'text'"),
                        refused("content that is no object", 100, "'type':'text','text':'Hola'")));
    }

    private static Stream<MatrixRow> text() {
        return Stream.concat(
                limit("a text's body", 4096, 100, n -> "'type':'text','text':{'body':'" + x(n) + "'}"),
                Stream.of(
                        taken("a text with a preview", "'type':'text','text':{'body':'Hola','preview_url':true}"),
                        refused(
                                "a text with a preview in words",
                                100,
                                "'type':'text','text':{'body':'Hola','preview_url':'yes'}"),
                        refused("an empty text", 131008, "'type':'text','text':{'body':''}"),
                        refused("a text of spaces", 131008, "'type':'text','text':{'body':'   '}"),
                        refused("a text that is a number", 100, "'type':'text','text':{'body':7}"),
                        refused("a text with an unknown key", 100, "'type':'text','text':{'body':'x','bold':true}")));
    }

    private static Stream<MatrixRow> location() {
        return Stream.of(
                taken(
                        "a place",
                        location("'latitude':40.4168,'longitude':-3.7038,'name':'Clínica','address':'Mayor 1'")),
                taken("a place in strings", location("'latitude':'40.4168','longitude':'-3.7038'")),
                taken("the northernmost place", location("'latitude':90,'longitude':180")),
                taken("the southernmost place", location("'latitude':-90,'longitude':-180")),
                refused("a place beyond the pole", 131009, location("'latitude':90.01,'longitude':0")),
                refused("a place beyond the date line", 131009, location("'latitude':0,'longitude':180.01")),
                refused("a place that is no number", 131009, location("'latitude':'north','longitude':0")),
                refused("a place without a longitude", 131008, location("'latitude':40")),
                refused("a place with an unknown key", 100, location("'latitude':0,'longitude':0,'zoom':3")));
    }

    private static String location(String inner) {
        return "'type':'location','location':{" + inner + "}";
    }

    private static Stream<MatrixRow> contacts() {
        return Stream.of(
                taken("five cards", contacts(many(5, n -> card("")))),
                refused("six cards", 131009, contacts(many(6, n -> card("")))),
                refused("no card", 131009, contacts("")),
                taken("a card with everything", contacts(card("""
                        ,'birthday':'1990-12-31','phones':[{'phone':'+34910000000','type':'WORK','wa_id':'34910000000'}],
                        'emails':[{'email':'a@example.org','type':'HOME'}],'urls':[{'url':'https://example.org','type':'WORK'}],
                        'org':{'company':'Sol','department':'Citas','title':'Jefa'},
                        'addresses':[{'street':'Mayor 1','city':'Madrid','state':'M','zip':'28001','country':'España',
                        'country_code':'ES','type':'WORK'}]"""))),
                refused("a card without a name", 131008, contacts("{'phones':[{'phone':'+34910000000'}]}")),
                refused("a card with half a name", 131008, contacts("{'name':{'formatted_name':'Ana'}}")),
                refused("a card without a formatted name", 131008, contacts("{'name':{'first_name':'Ana'}}")),
                refused("a card with an unknown key", 100, contacts(card(",'age':7"))),
                refused("a card with a birthday in words", 131009, contacts(card(",'birthday':'31/12/1990'"))),
                refused("a card with a phone without number", 131008, contacts(card(",'phones':[{'type':'WORK'}]"))),
                refused("a card with an e-mail without @", 131009, contacts(card(",'emails':[{'email':'ana'}]"))),
                refused("cards that are no array", 100, "'type':'contacts','contacts':{}"));
    }

    private static String contacts(String cards) {
        return "'type':'contacts','contacts':[" + cards + "]";
    }

    private static String card(String more) {
        return "{'name':{'formatted_name':'Ana Gil','first_name':'Ana'}" + more + "}";
    }

    private static Stream<MatrixRow> reaction() {
        return Stream.of(
                taken("a reaction", reaction("👍")),
                taken("a reaction of several code points", reaction("👩🏽‍⚕️")),
                taken("a flag", reaction("🇪🇸")),
                taken("a reaction taken back", reaction("")),
                refused("a reaction in words", 131009, reaction("ok")),
                refused("a reaction of two emojis", 131009, reaction("👍👍")),
                refused("a reaction to nothing", 131008, "'type':'reaction','reaction':{'emoji':'👍'}"),
                refused("a reaction that quotes", 131009, reaction("👍") + ",'context':{'message_id':'wamid.X'}"));
    }

    private static String reaction(String emoji) {
        return "'type':'reaction','reaction':{'message_id':'{message}','emoji':'" + emoji + "'}";
    }
}

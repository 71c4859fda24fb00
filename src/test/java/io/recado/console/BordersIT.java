package io.recado.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.console.access.Permission;
import io.recado.conversation.AnsweringHub;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Whoever may do everything at Palermo asks every page and every operation of the running hub for what belongs to Centro, and tries to change
 * it, with a browser and with a program.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BordersIT extends AnsweringHub {

    /** What lists things of clinics; whoever works everywhere finds something of Centro's there. */
    private static final Set<String> LISTS = Set.of(
            "GET /",
            "GET /today/changes",
            "GET /search",
            "GET /search/suggestions",
            "GET /failed",
            "POST /failed/find",
            "GET /failed/webhooks",
            "GET /failed/write-backs",
            "GET /sources/{id}",
            "GET /sources/{id}/rejected",
            "GET /users",
            "GET /tokens",
            "GET /audit",
            "GET /api/v1/appointments",
            "GET /api/v1/messages",
            "GET /api/v1/failed",
            "POST /api/v1/failed/search",
            "GET /api/v1/failed/reviews",
            "GET /api/v1/write-backs",
            "GET /api/v1/rejected",
            "GET /api/v1/dead-webhooks",
            "GET /api/v1/dead-letters");

    /** What belongs to the house, to several clinics at once, or to whoever asks. They see it, without anything of Centro's in it. */
    private static final Set<String> COMMON = Set.of(
            "GET /account",
            "POST /account/password",
            "GET /menu/counts",
            "GET /channels",
            "GET /sources",
            "GET /sources/{id}/now",
            "GET /sources/{id}/route/{direction}",
            "POST /sources/{id}/pull",
            "GET /settings/clinics",
            "GET /roles",
            "GET /roles/new",
            "GET /roles/{id}",
            "POST /roles/new",
            "POST /roles/{id}",
            "POST /roles/{id}/delete",
            "GET /users/new",
            "POST /users/new",
            "GET /tokens/new",
            "POST /tokens/new",
            "POST /failed/all",
            "POST /failed/all/resend",
            "POST /failed/ticked",
            "POST /failed/reviewed",
            "GET /api/v1/clinics",
            "GET /api/v1/channels",
            "GET /api/v1/sources",
            "POST /api/v1/sources/{id}/sync",
            "POST /api/v1/failed/resend");

    @LocalServerPort
    int door;

    @Autowired
    List<RequestMappingHandlerMapping> mappings;

    private Belongings centro;
    private Asker palermo;
    private Asker everywhere;

    @BeforeAll
    void somebodyWorksElsewhere() {
        centro = new Belongings(agenda, outbox, jdbc);
        palermo = new Asker(jdbc, door, "palermo").may(EnumSet.allOf(Permission.class));
        everywhere = new Asker(jdbc, door, null).may(EnumSet.allOf(Permission.class));
    }

    @AfterAll
    void clear() {
        palermo.leaves();
        everywhere.leaves();
        centro.clear();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("handlers")
    void nothingOfAnotherClinicIsShownOrChanged(Handler handler) {
        var call = Call.about(centro, handler);
        var before = centro.state();

        var answer = ask(palermo, handler, call);

        assertThat(before).as("Centro's things").isEqualTo(centro.state());
        assertThat(told(answer, call)).as("of Centro's things in the answer").isEmpty();
        if (LISTS.contains(handler.toString()) || COMMON.contains(handler.toString())) {
            assertThat(answer.statusCode()).as(answer.body()).isLessThan(400);
        } else {
            assertThat(answer.statusCode())
                    .as("%s is about one clinic's thing, or in one of the lists above", handler)
                    .isIn(403, 404);
        }
    }

    /** So that what is not shown above is really there to be shown. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("lists")
    void itIsThereForWhoeverWorksEverywhere(Handler handler) {
        var call = Call.about(centro, handler);

        assertThat(told(ask(everywhere, handler, call), call)).isNotEmpty();
    }

    private static HttpResponse<String> ask(Asker asker, Handler handler, Call call) {
        return handler.program() ? asker.withToken(call) : asker.withBrowser(call);
    }

    /** What the answer tells beside what the question has said itself. */
    private Stream<String> told(HttpResponse<String> answer, Call call) {
        return centro.secrets().stream()
                .filter(secret -> !call.says(secret))
                .filter(secret -> answer.body().contains(secret)
                        || answer.headers().firstValue("Location").orElse("").contains(secret));
    }

    /** The stream of live updates is LiveBordersIT's, a login that ends PeoplePagesIT's. */
    Stream<Handler> handlers() {
        return Handler.all(mappings).stream()
                .filter(handler -> !handler.stream())
                .filter(handler -> !handler.path().equals("/account/logout-everywhere"));
    }

    Stream<Handler> lists() {
        return handlers().filter(handler -> LISTS.contains(handler.toString()));
    }
}

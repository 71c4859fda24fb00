package io.recado.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.console.access.Permission;
import io.recado.conversation.AnsweringHub;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every page and every operation of the REST interface, asked for over HTTP with all permissions but its own, with its own alone, and by
 * strangers. Which there are, the running hub says itself: one that is added tomorrow is asked for too.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PermissionsIT extends AnsweringHub {

    /** What lets somebody know who is a patient. */
    private static final Set<Permission> PATIENTS =
            EnumSet.of(Permission.SEE_AGENDA, Permission.SEE_MESSAGES, Permission.SEE_CHATS);

    @LocalServerPort
    int door;

    @Autowired
    List<RequestMappingHandlerMapping> mappings;

    private Belongings centro;
    private Asker asker;
    private Visitor stranger;
    private String strangersCsrf;

    @BeforeAll
    void somebodyWithoutAnyPermission() {
        centro = new Belongings(agenda, outbox, jdbc);
        asker = new Asker(jdbc, door, null);
        stranger = Visitor.at(door);
        strangersCsrf = stranger.csrf("/login");
    }

    @AfterAll
    void clear() {
        asker.leaves();
        centro.clear();
    }

    @ParameterizedTest(name = "{0} without {1}")
    @MethodSource("pagesAndTheirPermissions")
    void aPageIsClosedToWhoeverMayDoEverythingElse(Handler page, Permission permission) {
        var before = centro.state();
        var traces = asker.may(EnumSet.complementOf(EnumSet.of(permission))).traces();

        var answer = asker.withBrowser(Call.about(centro, page));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body())
                .contains("This is not yours to open")
                .containsPattern("<code[^>]*>[A-Z2-9]{8}</code>");
        assertNothingHappened(before, traces);
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("pages")
    void aPageOpensWithItsPermissionAlone(Handler page, Set<Permission> permissions) {
        asker.may(permissions);

        if (page.stream()) {
            assertThat(asker.listens(page.path())).isEqualTo(200);
        } else {
            assertOpen(page, asker.withBrowser(Call.about(centro, page).harmless()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void aPageSendsStrangersToTheLogin(Handler page, Set<Permission> permissions) {
        var call = Call.about(centro, page);
        var before = centro.state();

        var answer = page.changes()
                ? stranger.postForm(call.path(), call.form(), strangersCsrf, "Accept", "text/html")
                : stranger.get(call.path(), "Accept", "text/html");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(place(answer)).endsWith("/login");
        assertThat(centro.state()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void aPageIsNotForPrograms(Handler page, Set<Permission> permissions) {
        asker.may(EnumSet.allOf(Permission.class));
        var before = centro.state();

        assertThat(asker.withToken(Call.about(centro, page)).statusCode()).isEqualTo(403);
        assertThat(centro.state()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void whatAnotherSiteSendsInSomebodysNameIsRefused(Handler page, Set<Permission> permissions) {
        if (!page.changes()) {
            return;
        }
        var before = centro.state();
        var traces = asker.may(EnumSet.allOf(Permission.class)).traces();

        assertThat(asker.withoutCsrfToken(Call.about(centro, page)).statusCode())
                .isEqualTo(403);
        assertNothingHappened(before, traces);
    }

    @ParameterizedTest(name = "{0} without {1}")
    @MethodSource("operationsAndTheirPermissions")
    void anOperationIsClosedToWhateverMayDoEverythingElse(Handler operation, Permission permission) {
        var before = centro.state();
        var traces = asker.may(EnumSet.complementOf(EnumSet.of(permission))).traces();

        var answer = asker.withToken(Call.about(centro, operation));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertProblem(answer);
        assertNothingHappened(before, traces);
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("operations")
    void anOperationOpensWithItsPermissionAlone(Handler operation, Set<Permission> permissions) {
        asker.may(permissions);

        assertOpen(operation, asker.withToken(Call.about(centro, operation).harmless()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void anOperationAsksStrangersForAToken(Handler operation, Set<Permission> permissions) {
        var call = Call.about(centro, operation);
        var before = centro.state();

        var answer = operation.changes() ? stranger.postJson(call.path(), call.json()) : stranger.get(call.path());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertProblem(answer);
        assertThat(centro.state()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void anOperationIsNotOpenedByALogin(Handler operation, Set<Permission> permissions) {
        var call = Call.about(centro, operation);
        asker.may(EnumSet.allOf(Permission.class));

        var answer = operation.changes()
                ? asker.browser().postJson(call.path(), call.json())
                : asker.browser().get(call.path());

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("handlersWithoutPatients")
    void nobodyMeetsAPatientWithoutAPermissionForThat(Handler handler, Set<Permission> permissions) {
        asker.may(permissions);
        var call = Call.about(centro, handler);

        var answer = handler.program() ? asker.withToken(call) : asker.withBrowser(call);

        assertOpen(handler, answer);
        assertThat(answer.body()).doesNotContain(centro.surname, centro.phone.substring(1));
    }

    @Test
    void everyPermissionOpensSomething() {
        var asked = handlers().flatMap(handler -> handler.asks().stream()).collect(Collectors.toSet());

        assertThat(EnumSet.allOf(Permission.class))
                .allMatch(permission -> permission == Permission.OPERATIONS || asked.contains(permission));
    }

    private void assertOpen(Handler handler, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isNotIn(401, 403).isLessThan(handler.changes() ? 500 : 400);
        assertThat(place(answer)).doesNotContain("/login");
    }

    private void assertNothingHappened(Object before, long traces) {
        assertThat(centro.state()).isEqualTo(before);
        assertThat(asker.traces()).as("entries of the audit log").isEqualTo(traces);
    }

    private static void assertProblem(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(answer.body()).contains("\"status\":" + answer.statusCode(), "\"detail\":\"");
    }

    private static String place(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    Stream<Arguments> handlersWithoutPatients() {
        return handlers()
                .filter(handler -> !handler.changes()
                        && !handler.stream()
                        && !handler.path().equals("/"))
                .filter(handler -> Collections.disjoint(handler.asks(), PATIENTS))
                .map(PermissionsIT::whole);
    }

    Stream<Arguments> pages() {
        return handlers()
                .filter(handler -> !handler.program())
                .filter(PermissionsIT::staysLoggedIn)
                .map(PermissionsIT::whole);
    }

    Stream<Arguments> operations() {
        return handlers().filter(Handler::program).map(PermissionsIT::whole);
    }

    Stream<Arguments> pagesAndTheirPermissions() {
        return handlers().filter(handler -> !handler.program()).flatMap(PermissionsIT::eachPermission);
    }

    Stream<Arguments> operationsAndTheirPermissions() {
        return handlers().filter(Handler::program).flatMap(PermissionsIT::eachPermission);
    }

    private Stream<Handler> handlers() {
        return Handler.all(mappings).stream();
    }

    /** The first page leads to the first one that is open, and there is none without a permission. */
    private static Arguments whole(Handler handler) {
        return handler.path().equals("/")
                ? Arguments.of(handler, EnumSet.of(Permission.SEE_AGENDA))
                : Arguments.of(handler, handler.asks());
    }

    private static Stream<Arguments> eachPermission(Handler handler) {
        return handler.asks().stream().map(permission -> Arguments.of(handler, permission));
    }

    /** A login that ends is PeoplePagesIT's. */
    private static boolean staysLoggedIn(Handler handler) {
        return !handler.path().equals("/account/logout-everywhere");
    }
}

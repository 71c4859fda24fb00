package io.recado.console.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recado.console.Staff;
import io.recado.console.Told;
import io.recado.console.Visitor;
import io.recado.conversation.AnsweringHub;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What open pages are told over HTTP, and what not. */
class LiveBordersIT extends AnsweringHub {

    private static final String PASSWORD = "password-of-a-listener";

    @LocalServerPort
    int door;

    @BeforeEach
    void forgetEarlierGuesses() {
        jdbc.sql("delete from login_attempt").update();
    }

    @Test
    void aPageHearsNothingOfAnotherClinic() {
        try (var centro = listens("{SEE_AGENDA}", "{centro}");
                var everywhere = listens("{SEE_AGENDA}", null)) {
            var foreign = remindedAtPalermo();
            awaitTold(everywhere, foreign);
            var own = remindedAtCentro();
            awaitTold(centro, own);

            assertThat(numbers(centro)).contains(number(own)).doesNotContain(number(foreign));
            assertThat(String.join("\n", centro.lines()))
                    .doesNotContain(
                            "palermo",
                            foreign.phone().digits(),
                            foreign.appointment().patient().lastName());
        }
    }

    @Test
    void aPageHearsNothingOfAppointmentsWithoutThePermission() {
        try (var operator = listens("{OPERATIONS,SEE_MESSAGES,SEE_SOURCES}", null);
                var receptionist = listens("{SEE_AGENDA}", null)) {
            awaitTold(receptionist, remindedAtCentro());
            awaitTold(receptionist, remindedAtCentro());

            assertThat(operator.status()).isEqualTo(200);
            assertThat(operator.lines()).noneMatch(line -> line.startsWith("data:"));
        }
    }

    @Test
    void whoeverChangesClinicsHearsOfTheNewOnesWithTheNextConnectionOnly() {
        var name = somebody("{SEE_AGENDA}", "{centro}");
        var visitor = Visitor.whoLoggedInAs(door, name, PASSWORD);
        jdbc.sql("update user_account set clinics = '{palermo}' where name = :name")
                .param("name", name)
                .update();

        try (var told = heard(visitor);
                var everywhere = listens("{SEE_AGENDA}", null)) {
            var former = remindedAtCentro();
            awaitTold(everywhere, former);
            var own = remindedAtPalermo();
            awaitTold(told, own);

            assertThat(numbers(told)).doesNotContain(number(former));
        }
    }

    @Test
    void strangersAndProgramsHearNothing() {
        try (var stranger = Visitor.at(door).listen("/live", "Accept", "text/event-stream");
                var script = Visitor.at(door).listen("/live", "X-Requested-With", "XMLHttpRequest");
                var program = Visitor.at(door).listen("/live", "Authorization", "Bearer " + Visitor.TOKEN)) {
            assertThat(stranger.status()).isEqualTo(302);
            assertThat(script.status()).isEqualTo(401);
            assertThat(program.status()).isEqualTo(403);
        }
    }

    private Told listens(String permissions, @Nullable String clinics) {
        return heard(Visitor.whoLoggedInAs(door, somebody(permissions, clinics), PASSWORD));
    }

    /** Connected, and told of what happens from now on. */
    private static Told heard(Visitor visitor) {
        var told = visitor.listen("/live", "Accept", "text/event-stream");
        await().until(() -> told.lines().contains(":listening"));
        return told;
    }

    private String somebody(String permissions, @Nullable String clinics) {
        var name = "listener-" + UUID.randomUUID();
        Staff.join(jdbc, name, PASSWORD, permissions, clinics);
        return name;
    }

    /** The first news may be lost while the hub only begins to listen for its first page, so something happens until it is heard. */
    private void awaitTold(Told told, Reminded who) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> {
                    if (numbers(told).contains(number(who))) {
                        return true;
                    }
                    jdbc.sql("""
                            insert into appointment_change (appointment, at, kind, after) values (:id, now(), 'AppointmentChanged', '{}')
                            """).param("id", who.appointment().id().value()).update();
                    return false;
                });
    }

    private static String number(Reminded who) {
        return who.appointment().id().toString();
    }

    private static List<String> numbers(Told told) {
        return told.lines().stream()
                .filter(line -> line.startsWith("data:"))
                .flatMap(line -> Arrays.stream(line.substring("data:".length()).split(",")))
                .toList();
    }
}

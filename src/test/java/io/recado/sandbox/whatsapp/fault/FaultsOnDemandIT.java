package io.recado.sandbox.whatsapp.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.recado.platform.TestDatabase;
import io.recado.sandbox.whatsapp.MetaContract;
import io.recado.sandbox.whatsapp.SandboxClient;
import io.recado.sandbox.whatsapp.SandboxClient.Answer;
import io.recado.sandbox.whatsapp.fault.Fault.FailLater;
import io.recado.sandbox.whatsapp.fault.Fault.HeldThenDropped;
import io.recado.sandbox.whatsapp.fault.Fault.Refuse;
import io.recado.sandbox.whatsapp.fault.Fault.Trouble;
import io.recado.sandbox.whatsapp.media.SampleFiles;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every number on the page of failures does what the page says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsOnDemandIT {

    private static final long LATE_MILLIS = 700;

    private SandboxClient sandbox;

    @BeforeAll
    void start() {
        // never delivered in the same millisecond as sent: then there is nothing to turn round
        sandbox = new SandboxClient(
                TestDatabase.emptyUrl(),
                Map.of(
                        "sandbox.whatsapp.held-for", "300ms",
                        "sandbox.whatsapp.late-by", LATE_MILLIS + "ms",
                        "sandbox.whatsapp.delivered-after", "100ms"));
    }

    @AfterAll
    void stop() {
        sandbox.close();
    }

    static Stream<Arguments> endings() {
        return Faults.ENDINGS.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "…{0}: {1}")
    @MethodSource("endings")
    void aNumberWithThisEndingDoesWhatThePageSays(String ending, String kind) {
        String number = "+3460111" + ending;
        switch (Fault.named(kind)) {
            case Refuse refuse -> refused(number, refuse.error().code());
            case FailLater later ->
                failed(number, later.error().code(), later.afterSent() ? List.of("sent", "failed") : List.of("failed"));
            case HeldThenDropped dropped -> {
                assertThat(heldOrNot(number)).isEqualTo("held_for_quality_assessment");
                failed(number, dropped.error().code(), List.of("failed"));
            }
            case Trouble trouble -> troubled(number, trouble);
        }
    }

    private void refused(String number, int code) {
        Answer answer = remind(number);

        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.status()).isBetween(400, 599);
        MetaContract.fits("GraphAPIError", answer.json());
        assertThat(chat(number)).isEmpty();
    }

    private void failed(String number, int code, List<String> statuses) {
        Answer answer = remind(number);

        assertThat(answer.status()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(sandbox.told(answer.wamid())).containsExactlyElementsOf(statuses));
        assertThat(sandbox.statuses(answer.wamid())
                        .getLast()
                        .at("/errors/0/code")
                        .asInt())
                .isEqualTo(code);
    }

    private void troubled(String number, Trouble trouble) {
        switch (trouble) {
            case SLOW -> {
                long started = System.nanoTime();
                arrives(number);
                assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started))
                        .isGreaterThanOrEqualTo(300);
            }
            case LOST_ANSWER -> {
                assertThatThrownBy(() -> remind(number)).isInstanceOf(UncheckedIOException.class);
                assertThat(chat(number)).as("accepted all the same").hasSize(1);
            }
            case RESET -> {
                assertThatThrownBy(() -> remind(number)).isInstanceOf(UncheckedIOException.class);
                assertThat(chat(number)).as("nothing happened").isEmpty();
            }
            case DUPLICATE -> tells(number, "sent", "sent", "delivered", "delivered");
            case REORDER -> assertThat(tells(number, "sent", "delivered")).containsExactly("delivered", "sent");
            case LATE -> {
                long started = System.nanoTime();
                tells(number, "sent", "delivered");
                assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started))
                        .isGreaterThanOrEqualTo(LATE_MILLIS);
            }
            case LOST_THEN_SENT ->
                assertThat(tells(number, "sent", "delivered")).containsExactly("delivered", "sent");
            case BATCHED -> {
                String wamid = remind(number).wamid();
                await().untilAsserted(() -> assertThat(sandbox.webhooks).anySatisfy(webhook -> assertThat(
                                sandbox.read(webhook.body()).findValuesAsText("id"))
                        .as("both statuses in one webhook")
                        .filteredOn(wamid::equals)
                        .hasSize(2)));
            }
            case HELD_RELEASED -> {
                assertThat(heldOrNot(number)).isEqualTo("held_for_quality_assessment");
                tells(number, "sent", "delivered");
            }
            case NEVER_READ -> {
                String wamid = arrives(number);
                sandbox.control("/phones/" + number + "/look", sandbox.object("{}"));
                await().during(Duration.ofMillis(400))
                        .until(() -> !sandbox.told(wamid).contains("read"));
            }
            case MEDIA_LOST, MEDIA_GONE -> arrives(number);
        }
    }

    private String arrives(String number) {
        Answer answer = remind(number);
        await().untilAsserted(() -> assertThat(sandbox.told(answer.wamid())).containsExactly("sent", "delivered"));
        return answer.wamid();
    }

    private List<String> tells(String number, String... statuses) {
        String wamid = remind(number).wamid();
        await().untilAsserted(() -> assertThat(sandbox.told(wamid)).containsExactlyInAnyOrder(statuses));
        return sandbox.told(wamid);
    }

    @Test
    void aRefusalThatPassesInRealLifeLetsTheThirdTryThrough() {
        for (int code : new int[] {1, 2, 130429, 131056}) {
            String ending = Faults.ENDINGS.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(Integer.toString(code))
                            || (code == 2 && "503".equals(entry.getValue())))
                    .findFirst()
                    .orElseThrow()
                    .getKey();
            String number = "+3460222" + ending;

            assertThat(remind(number).code()).isEqualTo(code);
            assertThat(remind(number).code()).isEqualTo(code);
            assertThat(remind(number).status()).isEqualTo(200);
        }
    }

    @Test
    void whoReadsAtOnceIsToldAsReadOnlyAndAVoiceNoteAsPlayed() {
        try (var quick = new SandboxClient(
                TestDatabase.emptyUrl(),
                Map.of("sandbox.whatsapp.read-after", "80ms", "sandbox.whatsapp.read-skips-delivered", "1"))) {
            List<String> wamids = Stream.iterate(1, n -> n + 1)
                    // half of them, by chance: of a dozen it may be none
                    .limit(40)
                    .map(n -> quick.send(quick.reminder("+346000001%02d".formatted(n), "r" + n))
                            .wamid())
                    .toList();
            await().untilAsserted(() -> assertThat(wamids)
                    .allSatisfy(wamid -> assertThat(quick.told(wamid)).contains("sent", "read")));
            // those whose price is told with «delivered» keep it
            assertThat(wamids).anySatisfy(wamid -> assertThat(quick.told(wamid)).containsExactly("sent", "read"));
        }
        String number = "34601119100";
        sandbox.control(
                "/phones/" + number + "/write",
                sandbox.object("{'text':'Hola','phoneNumberId':'" + SandboxClient.MADRID + "'}"));
        String media = sandbox.upload(SandboxClient.MADRID, "nota.ogg", "audio/ogg", SampleFiles.read("voice-note.ogg"))
                .json()
                .path("id")
                .asText();
        String note = sandbox.send(
                        sandbox.object("{'messaging_product':'whatsapp','recipient_type':'individual','to':'+" + number
                                + "','type':'audio','audio':{'id':'" + media + "','voice':true}}"))
                .wamid();
        await().untilAsserted(() -> assertThat(sandbox.told(note)).contains("delivered"));

        sandbox.control("/phones/" + number + "/look", sandbox.object("{}"));

        await().untilAsserted(() -> assertThat(sandbox.told(note)).contains("read", "played"));
    }

    private Answer remind(String number) {
        return sandbox.send(sandbox.reminder(number, "fault"));
    }

    private String heldOrNot(String number) {
        return remind(number).json().at("/messages/0/message_status").asText();
    }

    private List<JsonNode> chat(String number) {
        JsonNode messages = sandbox.control("/phones/" + number + "/messages").json();
        return messages.isArray() ? messages.valueStream().toList() : List.of();
    }
}

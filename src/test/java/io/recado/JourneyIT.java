package io.recado;

import static io.recado.DemoHub.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole way, as a newcomer plays it: two outside systems in, reminders on phones, answers back where the appointments came from. */
class JourneyIT {

    private static final String NOTICES_ONLY = "104500000000002";

    private static DemoHub demo;

    @BeforeAll
    static void startTheDemo() {
        demo = new DemoHub();
    }

    @AfterAll
    static void stopIt() {
        demo.close();
    }

    @Test
    void bothSystemsAreMirroredAndWhatCannotBeReadIsKept() {
        until("both sources are pulled", () -> demo.all("/sources").stream().allMatch(source -> !demo.all(
                        "/appointments?clinic=" + (source.get("id").asText().equals("pms") ? "centro" : "sala-norte"))
                .isEmpty()));
        until(
                "some 400 appointments are mirrored",
                () -> demo.all("/appointments").size() > 350);
    }

    @Test
    void aPatientOfThePmsConfirmsAndThePmsKnows() {
        var reminder = aDeliveredReminder("centro");
        var appointment = appointmentOf(reminder);

        demo.tap(reminder.get("to").asText(), reminder.get("wamid").asText(), "Confirmar");

        untilTheyRead(reminder, "¡Gracias por confirmar tu asistencia!");
        until("the PMS has it", () -> demo.pms(
                        "/citas/" + appointment.get("externalId").asText())
                .get("estado")
                .asText()
                .equals("confirmada"));
        until(
                "the hub has it",
                () -> appointmentOf(reminder).get("status").asText().equals("confirmed"));

        demo.tap(reminder.get("to").asText(), reminder.get("wamid").asText(), "Confirmar");

        untilTheyRead(reminder, "No hemos encontrado ninguna cita pendiente de confirmar, anular o reagendar.");
    }

    @Test
    void aVisitorOfTheCrmCancelsAndTheCrmKnows() {
        var reminder = aDeliveredReminder("sala-norte");

        demo.tap(reminder.get("to").asText(), reminder.get("wamid").asText(), "Cancelar");

        untilTheyRead(reminder, "Hemos cancelado tu cita ¡Esperamos verte pronto!");
        until("the write-back is done", () -> demo.all("/write-backs").stream()
                .anyMatch(writeBack -> writeBack.get("source").asText().equals("crm")
                        && writeBack.get("status").asText().equals("done")));
        until(
                "the hub has it",
                () -> appointmentOf(reminder).get("status").asText().equals("cancelled"));
    }

    @Test
    void whoWritesToANoticesOnlyNumberIsToldToCall() {
        var reminder = aDeliveredReminder("palermo");

        demo.write(reminder.get("to").asText(), "Hola, ¿puedo llevar a mi hija?", NOTICES_ONLY);

        untilTheyRead(
                reminder,
                "Este canal solo permite notificaciones automáticas, para contactar con nosotros puedes llamar directamente a la clínica.");
    }

    @Test
    void everyAppointmentOfTomorrowHasExactlyOneReasonAndNoMessageIsDoubled() {
        aDeliveredReminder("centro");

        assertThat(demo.all("/appointments?clinic=centro"))
                .filteredOn(appointment -> appointment.get("status").asText().equals("pending"))
                .isNotEmpty()
                .allSatisfy(appointment -> until(
                        "a decision about " + appointment.get("id"),
                        () -> demo.api("/appointments/" + appointment.get("id").asText() + "/decisions")
                                        .get("items")
                                        .size()
                                >= 1));
        assertThat(demo.stats().get("duplicates").asInt()).isZero();
    }

    /** A reminder that arrived on somebody's phone and that no test has answered yet. */
    private static JsonNode aDeliveredReminder(String clinic) {
        until(
                "a reminder of " + clinic + " arrives",
                () -> openReminders(clinic).findFirst().isPresent());
        return openReminders(clinic).findFirst().orElseThrow();
    }

    private static Stream<JsonNode> openReminders(String clinic) {
        return demo.all("/messages?clinic=" + clinic).stream()
                .filter(message -> message.get("rule").asText().equals("reminder"))
                .filter(message -> List.of("delivered", "read")
                        .contains(message.get("status").asText()))
                .filter(message -> appointmentOf(message).get("status").asText().equals("pending"));
    }

    private static JsonNode appointmentOf(JsonNode message) {
        return demo.api("/appointments/" + message.get("subject").asText().substring("appointment:".length()));
    }

    private static void untilTheyRead(JsonNode reminder, String text) {
        until("they read: " + text, () -> demo.chat(reminder.get("to").asText()).stream()
                .anyMatch(message -> message.get("direction").asText().equals("outbound")
                        && message.get("text").asText().contains(text)));
    }
}

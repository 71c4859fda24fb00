package io.recado.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recado.agenda.AgendaRecord.PatientRecord;
import io.recado.agenda.Appointment;
import io.recado.agenda.AppointmentStatus;
import io.recado.configuration.ClinicScope;
import io.recado.configuration.SourceId;
import io.recado.consent.Consents;
import io.recado.consent.OptOut;
import io.recado.contact.PhoneNumber;
import io.recado.outbox.Content;
import io.recado.source.Command;
import io.recado.source.WriteBackReport;
import io.recado.source.WriteBackState;
import io.recado.template.ButtonAction;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class AnswersIT extends AnsweringHub {

    private static final Content THANKS = new Content.Text("¡Gracias por confirmar tu asistencia!");
    private static final Content CANCELLED = new Content.Text("Hemos cancelado tu cita ¡Esperamos verte pronto!");
    private static final Content NOTHING_PENDING =
            new Content.Text("No hemos encontrado ninguna cita pendiente de confirmar, anular o reagendar.");
    private static final Content NOTICES_ONLY = new Content.Text(
            "Este canal solo permite notificaciones automáticas, para contactar con nosotros puedes llamar directamente a la clínica.");

    @Autowired
    Consents consents;

    @Autowired
    PlatformTransactionManager transactions;

    @Test
    void aConfirmationReachesMirrorSourceAndPatient() {
        var ana = remindedAtCentro();
        PARTNER.answers(ana.appointment().externalId(), 200, "{\"estado\":\"confirmada\",\"version\":8}");

        var wamid = tap(ana, ButtonAction.CONFIRM);

        assertThat(outcome(wamid)).isEqualTo("confirmed");
        assertThat(statusOf(ana)).isEqualTo(AppointmentStatus.CONFIRMED);
        assertThat(answersTo(ana.appointment().id().subject(), wamid)).containsExactly(THANKS);
        assertThat(settled(ana).state()).isEqualTo(WriteBackState.DONE);
        var request = PARTNER.requestsAbout(ana.appointment().externalId()).getFirst();
        assertThat(request.line()).endsWith("/confirmar");
        assertThat(request.headers().get("If-match")).containsExactly("\"7\"");
        assertThat(agenda.find(ana.appointment().id()).orElseThrow().sourceVersion())
                .isEqualTo("8");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> PARTNER.sent().stream().anyMatch(body -> body.contains("Gracias por confirmar")));
    }

    @Test
    void aCancellationAfterAConfirmationIsHonouredAndThenNothingIsPending() {
        var ana = remindedAtCentro();
        PARTNER.answers(ana.appointment().externalId(), 200, "{\"version\":8}");
        PARTNER.answers(ana.appointment().externalId(), 200, "{\"version\":9}");
        var subject = ana.appointment().id().subject();
        outcome(tap(ana, ButtonAction.CONFIRM));

        var cancel = tap(ana, ButtonAction.CANCEL);
        assertThat(outcome(cancel)).isEqualTo("cancelled");
        assertThat(answersTo(subject, cancel)).containsExactly(CANCELLED);

        var again = tap(ana, ButtonAction.CANCEL);
        assertThat(outcome(again)).isEqualTo("nothing_pending");
        assertThat(answersTo(subject, again)).containsExactly(NOTHING_PENDING);
        var late = tap(ana, ButtonAction.CONFIRM);
        assertThat(outcome(late)).isEqualTo("nothing_pending");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> writeBacks.about(ana.appointment().id()).stream()
                        .allMatch(command -> command.state() == WriteBackState.DONE));
        assertThat(PARTNER.requestsAbout(ana.appointment().externalId()))
                .extracting(request ->
                        request.line().replaceAll(".*/", "") + request.headers().get("If-match"))
                .containsExactly("confirmar[\"7\"]", "anular[\"8\"]");
        assertThat(statusOf(ana)).isEqualTo(AppointmentStatus.CANCELLED);
    }

    @Test
    void aCommandOrderedWhileAnotherIsBeingSettledSpeaksOfTheVersionThatThatOneMade() {
        var appointment = remindedAtCentro().appointment();
        var answer = PARTNER.answersOnceReleased(appointment.externalId(), 200, "{\"version\":8}");
        PARTNER.answers(appointment.externalId(), 200, "{\"version\":9}");
        var transaction = new TransactionTemplate(transactions);
        transaction.executeWithoutResult(tx -> writeBacks.order(new Command.Confirm(appointment.id())));
        await().until(() -> !PARTNER.requestsAbout(appointment.externalId()).isEmpty());

        transaction.executeWithoutResult(tx -> {
            writeBacks.order(new Command.Cancel(appointment.id(), "patient"));
            answer.countDown();
            await().until(() -> somebodyWaitsForALock() || done(appointment) == 1);
        });

        await().until(() -> done(appointment) == 2);
        assertThat(PARTNER.requestsAbout(appointment.externalId()))
                .extracting(request -> request.headers().get("If-match"))
                .containsExactly(List.of("\"7\""), List.of("\"8\""));
    }

    private long done(Appointment appointment) {
        return jdbc.sql("select count(*) from write_back where appointment = :id and state = 'done'")
                .param("id", appointment.id().value())
                .query(Long.class)
                .single();
    }

    private boolean somebodyWaitsForALock() {
        return jdbc.sql(
                        "select exists (select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database())")
                .query(Boolean.class)
                .single();
    }

    @Test
    void reschedulingLeadsToTheClinicsPage() {
        var ana = remindedAtCentro();

        var wamid = tap(ana, ButtonAction.RESCHEDULE);

        assertThat(outcome(wamid)).isEqualTo("rescheduling");
        assertThat(answersTo(ana.appointment().id().subject(), wamid))
                .containsExactly(new Content.Link(
                        "Puedes cambiar tu cita aquí:",
                        "Cambiar cita",
                        URI.create("http://127.0.0.1:8081/reagenda/centro")));
        assertThat(writeBacks.about(ana.appointment().id())).isEmpty();
        assertThat(statusOf(ana)).isEqualTo(AppointmentStatus.PENDING);
    }

    @Test
    void ofManyTapsAtTheSameMomentOneWins() {
        var ana = remindedAtCentro();
        PARTNER.answers(ana.appointment().externalId(), 200, "{\"version\":8}");

        var taps = Stream.generate(AnsweringHub::wamid).limit(6).toList();
        var posts = taps.stream()
                .map(wamid -> CompletableFuture.runAsync(
                        () -> post(ana.channel().value(), tap(ana, ButtonAction.CONFIRM, wamid))))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(posts).join();

        assertThat(taps.stream().map(this::outcome))
                .containsOnlyOnce("confirmed")
                .containsOnly("confirmed", "nothing_pending");
        assertThat(writeBacks.about(ana.appointment().id())).hasSize(1);
    }

    @Test
    void tapsThatReadersTakeAtTheSameMomentAreTakenOneAfterTheOther() {
        var ana = remindedAtCentro();
        var taps = Stream.generate(AnsweringHub::wamid).limit(4).toList();

        // past the queue, whose lanes would keep one patient's taps in order anyway
        var reads = taps.stream()
                .map(wamid -> CompletableFuture.runAsync(() -> inbound.read(
                        UUID.randomUUID().toString(),
                        ana.channel().value(),
                        clock.millis(),
                        1,
                        tap(ana, ButtonAction.CONFIRM, wamid).getBytes(StandardCharsets.UTF_8))))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(reads).join();

        assertThat(taps.stream().map(this::outcome))
                .containsOnlyOnce("confirmed")
                .containsOnly("confirmed", "nothing_pending");
        assertThat(writeBacks.about(ana.appointment().id())).hasSize(1);
    }

    @Test
    void anUnknownNonceFindsNothingPending() {
        var ana = remindedAtCentro();
        var stranger = new Reminded(ana.appointment(), ana.phone(), "guessed", ana.channel());

        var wamid = tap(stranger, ButtonAction.CANCEL);

        assertThat(outcome(wamid)).isEqualTo("nothing_pending");
        assertThat(answersTo("inbound:" + wamid, wamid)).containsExactly(NOTHING_PENDING);
        assertThat(statusOf(ana)).isEqualTo(AppointmentStatus.PENDING);
    }

    @Test
    void aButtonOfBeforeTheMoveFindsNothingPending() {
        var ana = remindedAtCentro();
        var moved = ana.appointment();
        var patient = new PatientRecord(
                "P-" + moved.externalId(),
                moved.clinic(),
                "Ana",
                "Muñoz",
                ana.phone().e164(),
                null,
                null,
                "es",
                true,
                null);
        agenda.mirror(
                new SourceId("pms"),
                List.of(record(
                        moved.externalId(),
                        moved.clinic(),
                        moved.start().plus(Duration.ofHours(2)),
                        AppointmentStatus.PENDING,
                        "8",
                        patient)));

        assertThat(outcome(tap(ana, ButtonAction.CONFIRM))).isEqualTo("nothing_pending");
        assertThat(statusOf(ana)).isEqualTo(AppointmentStatus.PENDING);
    }

    @Test
    void aSharedPhoneAnswersForTheAppointmentOfTheButton() {
        var phone = new PhoneNumber("+34699000111");
        var ana = reminded("centro", "centro-cloud", "es", phone);
        var leo = reminded("centro", "centro-cloud", "es", phone);

        outcome(tap(leo, ButtonAction.CANCEL));

        assertThat(statusOf(leo)).isEqualTo(AppointmentStatus.CANCELLED);
        assertThat(statusOf(ana)).isEqualTo(AppointmentStatus.PENDING);
    }

    @Test
    void anEnglishReminderIsAnsweredInEnglish() {
        var ana = reminded("centro", "centro-cloud", "en", new PhoneNumber("+447700900123"));

        var wamid = tap(ana, ButtonAction.CONFIRM);

        outcome(wamid);
        assertThat(answersTo(ana.appointment().id().subject(), wamid))
                .containsExactly(new Content.Text("Thank you for confirming your appointment!"));
    }

    @Test
    void aNumberForNoticesSaysSoOnceInAWhile() {
        var ana = remindedAtPalermo();

        var first = write(ana, "¿A qué hora era?");
        assertThat(outcome(first)).isEqualTo("notices_only");
        assertThat(answersTo("inbound:" + first, first)).containsExactly(NOTICES_ONLY);

        var second = write(ana, "¿Hola?");
        assertThat(outcome(second)).isEqualTo("withheld");
        assertThat(answersTo("inbound:" + second, second)).isEmpty();
    }

    @Test
    void onANumberWithAnInboxPeopleAnswer() {
        var ana = remindedAtCentro();

        var wamid = write(ana, "¿A qué hora era?");

        assertThat(outcome(wamid)).isEqualTo("for_staff");
        assertThat(answersTo("inbound:" + wamid, wamid)).isEmpty();
        assertThat(jdbc.sql("select body from inbound_message where wamid = :wamid")
                        .param("wamid", wamid)
                        .query(String.class)
                        .single())
                .isEqualTo("¿A qué hora era?");
    }

    @Test
    void whoAsksForSilenceGetsIt() {
        var ana = remindedAtPalermo();

        var wamid = write(ana, "Baja");

        assertThat(outcome(wamid)).isEqualTo("opted_out");
        assertThat(consents.optedOut(ana.appointment().clinic(), Set.of(ana.phone())))
                .containsExactly(ana.phone());
        assertThat(answersTo("inbound:" + wamid, wamid)).hasSize(1);
    }

    @Test
    void whoToldWhatsAppToStopMarketingGetsNoneUntilItIsResumed() {
        var ana = remindedAtPalermo();

        prefer(ana, "stop");
        await().until(() -> marketingStopped(ana));
        assertThat(consents.optedOut(ana.appointment().clinic(), Set.of(ana.phone())))
                .as("reminders still leave")
                .isEmpty();
        prefer(ana, "resume");
        await().until(() -> !marketingStopped(ana));
    }

    private void prefer(Reminded who, String choice) {
        var body = """
                {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"user_preferences","value":{
                 "metadata":{"phone_number_id":"104500000000002"},"user_preferences":[{"wa_id":"%s","category":"marketing_messages",
                 "value":"%s","timestamp":%d}]}}]}]}""".formatted(who.phone().digits(), choice, clock.instant().getEpochSecond());
        assertThat(post(who.channel().value(), body).statusCode()).isEqualTo(200);
    }

    private boolean marketingStopped(Reminded who) {
        return consents.silence(Set.of(who.phone()))
                .optedOut(who.appointment().clinic(), who.phone(), OptOut.Kind.MARKETING);
    }

    @Test
    void aConflictAtTheSourceIsShownAndNothingIsOverwritten() {
        var ana = remindedAtCentro();
        PARTNER.answers(ana.appointment().externalId(), 412, "{\"codigo\":\"VERSION\"}");

        outcome(tap(ana, ButtonAction.CONFIRM));

        var command = settled(ana);
        assertThat(command.state()).isEqualTo(WriteBackState.CONFLICT);
        assertThat(command.error()).isEqualTo("HTTP 412 VERSION");
        assertThat(command.attempts()).isEqualTo(1);
        assertThat(statusOf(ana)).isEqualTo(AppointmentStatus.PENDING);
        assertThat(writeBacks.reports(WriteBackState.CONFLICT, ClinicScope.everywhere(), null, 100))
                .contains(command);
    }

    @Test
    void aSourceThatIsDownForAMomentGetsTheSameCommandAgain() {
        var ana = remindedAtCentro();
        PARTNER.answers(ana.appointment().externalId(), 503, "");
        PARTNER.answers(ana.appointment().externalId(), 200, "{\"version\":8}");

        outcome(tap(ana, ButtonAction.CONFIRM));

        var command = settled(ana);
        assertThat(command.state()).isEqualTo(WriteBackState.DONE);
        assertThat(command.attempts()).isEqualTo(2);
        assertThat(PARTNER.requestsAbout(ana.appointment().externalId()))
                .extracting(request -> request.headers().get("Idempotency-key"))
                .containsExactly(
                        List.of(command.id().toString()), List.of(command.id().toString()));
        assertThat(jdbc.sql("select state from write_back_event where write_back = :id order by id")
                        .param("id", command.id())
                        .query(String.class)
                        .list())
                .containsExactly("waiting", "queued", "sending", "waiting", "queued", "sending", "done");
    }

    @Test
    void whatTheSourceRefusesForGoodIsForPeople() {
        var ana = remindedAtCentro();
        PARTNER.answers(ana.appointment().externalId(), 404, "");

        outcome(tap(ana, ButtonAction.CANCEL));

        assertThat(settled(ana).state()).isEqualTo(WriteBackState.FAILED);
        assertThat(statusOf(ana)).isEqualTo(AppointmentStatus.PENDING);
    }

    private WriteBackReport settled(Reminded who) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> writeBacks.about(who.appointment().id()).stream()
                                .filter(command -> Set.of(
                                                WriteBackState.DONE, WriteBackState.CONFLICT, WriteBackState.FAILED)
                                        .contains(command.state()))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }
}

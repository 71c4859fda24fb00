package io.recado.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.recado.WholeHub;
import io.recado.agenda.Agenda;
import io.recado.agenda.AppointmentStatus;
import io.recado.configuration.ClinicId;
import io.recado.configuration.SourceId;
import io.recado.contact.PhoneCheck;
import io.recado.contact.PhoneNumber;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The README's recipe: a system that nobody has heard of, connected by one kamelet file and one entry in the configuration. */
@WholeHub
class ThirdSystemIT {

    private static final LocalDate DAY =
            LocalDate.now(ZoneId.of("Europe/Madrid")).plusDays(3);

    private static final String KAMELET = """
            apiVersion: camel.apache.org/v1
            kind: Kamelet
            metadata:
              name: hairdresser-read-agenda-action
              labels:
                camel.apache.org/kamelet.type: action
            spec:
              definition:
                title: Hairdresser read agenda action
                description: Reads the whole book of a hairdresser's program
                type: object
                required: [url]
                properties:
                  url:
                    title: URL
                    description: Where the program shows its book
                    type: string
              template:
                from:
                  uri: kamelet:source
                  steps:
                    - removeHeaders:
                        pattern: "*"
                    - setBody:
                        expression:
                          constant:
                            expression: ""
                    - to:
                        id: get-book
                        uri: "{{url}}"
                    - setBody:
                        expression:
                          jq:
                            expression: >-
                              {records: [.[] | {type: "appointment", externalId: .ref, clinic: .shop, start: .when, minutes: .mins,
                               status: (if .off then "cancelled" else "pending" end),
                               patient: {externalId: .tel, firstName: .who, lastName: "", phone: .tel}}], cursor: null, serverTime: null}
            """;

    private static final HttpServer PROGRAM = program();

    @Autowired
    Agenda agenda;

    @DynamicPropertySource
    static void oneFileAndOneEntry(DynamicPropertyRegistry settings) throws IOException {
        Path folder = Files.createTempDirectory("kamelets");
        Files.writeString(folder.resolve("hairdresser-read-agenda-action.kamelet.yaml"), KAMELET);
        settings.add("camel.component.kamelet.location", () -> "file:routes/kamelets,file:" + folder);
        settings.add("recado.sources[0].id", () -> "salon");
        settings.add("recado.sources[0].read", () -> "hairdresser-read-agenda-action");
        settings.add("recado.sources[0].fast-lane", () -> "1s");
        settings.add("recado.sources[0].slow-lane", () -> "1s");
        settings.add("recado.sources[0].parameters.url", () -> "http://127.0.0.1:%d/book"
                .formatted(PROGRAM.getAddress().getPort()));
        settings.add("recado.sources[0].clinics.main-street", () -> "centro");
    }

    @AfterAll
    static void stop() {
        PROGRAM.stop(0);
    }

    @Test
    void aThirdSystemIsConnectedWithoutALineOfJava() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(agenda.onDay(new ClinicId("centro"), DAY))
                .singleElement()
                .satisfies(appointment -> {
                    assertThat(appointment.source()).isEqualTo(new SourceId("salon"));
                    assertThat(appointment.externalId()).isEqualTo("B-1");
                    assertThat(appointment.status()).isEqualTo(AppointmentStatus.PENDING);
                    assertThat(appointment.patient().phone())
                            .isEqualTo(new PhoneCheck.Usable(new PhoneNumber("+34600000033")));
                }));
    }

    private static HttpServer program() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/book", exchange -> {
                var book = """
                        [{"ref":"B-1","shop":"main-street","when":"%sT10:30","mins":45,"off":false,"who":"Ana","tel":"600 00 00 33"}]""".formatted(DAY).getBytes(UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, book.length);
                exchange.getResponseBody().write(book);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

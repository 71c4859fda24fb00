package io.recado.sandbox.whatsapp.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.platform.TestDatabase;
import io.recado.sandbox.whatsapp.SandboxClient;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.Scanner;
import org.junit.jupiter.api.Test;

/** The phone's page hears of everything by an event stream. */
class LivePhoneIT {

    @Test
    void aBrowserAcceptsTheStreamAndHearsOfANewMessage() throws Exception {
        try (var sandbox = new SandboxClient(TestDatabase.emptyUrl());
                var browser = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> stream = browser.send(
                    sandbox.request("/phone/34600000001/events").build(), HttpResponse.BodyHandlers.ofInputStream());

            // browsers refuse an event stream in any other charset
            assertThat(stream.headers().firstValue("Content-Type")).hasValueSatisfying(type -> assertThat(type)
                    .isEqualToIgnoringCase("text/event-stream;charset=UTF-8"));

            sandbox.send(sandbox.reminder("+34600000001", "ledger-1"));

            try (var lines = new Scanner(stream.body())) {
                assertThat(lines.findWithinHorizon("event: change", 10_000)).isNotNull();
            }
        }
    }
}

package io.recado.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recado.platform.TestDatabase;
import io.recado.sandbox.Sandbox;
import io.recado.sandbox.crm.CrmDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A sandbox that runs past midnight has a tomorrow again. */
class MidnightIT {

    private final String url = TestDatabase.emptyUrl();

    @Test
    void theDayThatBecomesTomorrowGetsItsOddPeopleOnceAndPhonesHaveTheirNames() throws Exception {
        try (Sandbox sandbox = Sandbox.start(Map.of("sandbox.port", 0, "sandbox.database.url", url))) {
            LocalDate afterTomorrow = LocalDate.now(ClinicDemo.MADRID).plusDays(2);
            LocalDate inBogota = LocalDate.now(CrmDatabase.ZONE).plusDays(2);
            assertThat(cita(afterTomorrow)).isZero();
            assertThat(commitment(inBogota)).isZero();

            move(sandbox, "PT24H");

            await().atMost(Duration.ofSeconds(20)).until(() -> cita(afterTomorrow) == 1 && commitment(inBogota) == 1);
            long all = all();

            // not further: where midnight is near, a day more would be added rightly
            move(sandbox, "PT1S");
            move(sandbox, "-PT24H1S");

            assertThat(all()).as("going there and back adds nothing").isEqualTo(all);
            assertThat(phones(sandbox))
                    .contains("+573000000030", "+573000000001")
                    .as("names for everybody whom the sales room knows")
                    .doesNotContainPattern("\"name\":\"\\+57");
        }
    }

    private long cita(LocalDate day) {
        return count(
                url,
                "select count(*) from pms.cita where id = "
                        + DemoData.tomorrowsCita(day, 1).substring(2));
    }

    private long commitment(LocalDate day) {
        return count(
                crm(), "select count(*) from compromiso where id_compromiso = " + DemoData.tomorrowsCommitment(day, 1));
    }

    private long all() {
        return count(url, "select count(*) from pms.cita") + count(crm(), "select count(*) from compromiso");
    }

    private String crm() {
        return url.replaceFirst("/(test_\\d+)", "/$1_crm");
    }

    private static long count(String url, String sql) {
        return JdbcClient.create(new DriverManagerDataSource(url))
                .sql(sql)
                .query(Long.class)
                .single();
    }

    private static void move(Sandbox sandbox, String by) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(URI.create(sandbox.url() + "/sandbox/api/clock"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"advance\":\"%s\"}".formatted(by)))
                .build());
    }

    private static String phones(Sandbox sandbox) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(sandbox.url() + "/sandbox/api/phones"))
                .build());
    }

    private static String send(HttpRequest request) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var answer = http.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return answer.body();
        }
    }
}

package io.recado.sandbox.crm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.recado.platform.TestDatabase;
import io.recado.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.util.HtmlUtils;

/** A sandbox of its own whose CRM is looked at as its clients do: over JDBC, as one of its users, in the sales room's zone. */
final class SalesRoom implements AutoCloseable {

    /** A client's pool. */
    record Client(DataSource database, JdbcClient jdbc, TransactionOperations transaction) {

        static Client of(DataSource database) {
            return new Client(
                    database,
                    JdbcClient.create(database),
                    new TransactionTemplate(new DataSourceTransactionManager(database)));
        }

        JdbcClient.StatementSpec run(String statement) {
            return jdbc.sql(Statements.sql(statement));
        }

        String text(String sql) {
            return String.valueOf(jdbc.sql(sql).query().singleValue());
        }

        long number(String sql) {
            return jdbc.sql(sql).query(Long.class).single();
        }

        /** Asked until it answers: a pool whose sessions were cut may notice it only when it uses them. */
        long numberOnceConnected(String sql) {
            return Awaitility.await().ignoreExceptions().until(() -> number(sql), found -> true);
        }
    }

    private final String settings = TestDatabase.emptyUrl();
    private final String crm = settings.replaceFirst("/(test_\\d+)", "/$1_crm");
    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .cookieHandler(new CookieManager())
            .build();
    private final List<HikariDataSource> pools = new ArrayList<>();
    private Sandbox sandbox;

    SalesRoom() {
        sandbox = start();
    }

    private Sandbox start() {
        return Sandbox.start(Map.of("sandbox.port", 0, "sandbox.database.url", settings));
    }

    void restart() {
        sandbox.close();
        sandbox = start();
    }

    String url() {
        return sandbox.url();
    }

    /** The integration: {@code cbr_hub}. */
    Client hub() {
        return client("cbr_hub", "sandbox-cbr");
    }

    /** The advisors' program. */
    Client advisors() {
        return client("cbr_asesor", "sandbox-asesor");
    }

    /** Who may do anything: to look behind the curtain. */
    Client owner() {
        return client("postgres", "");
    }

    private Client client(String user, String password) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(crm.replaceFirst("\\?.*", ""));
        pool.setUsername(user);
        pool.setPassword(password);
        pool.setMinimumIdle(0);
        pool.setMaximumPoolSize(4);
        pool.setInitializationFailTimeout(-1);
        pool.setConnectionTimeout(5_000);
        pool.setConnectionInitSql("set time zone 'America/Bogota'");
        HikariDataSource made = new HikariDataSource(pool);
        pools.add(made);
        return Client.of(made);
    }

    /**
     * Breaks something.
     *
     * @param order JSON with single quotes
     */
    void arm(String order) {
        HttpResponse<String> answer = post("/sandbox/api/crm/faults", order.replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.body()).isIn(201, 204);
    }

    /** @return what the sandbox answers to an order that it refuses */
    String refused(String order) {
        HttpResponse<String> answer = post("/sandbox/api/crm/faults", order.replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        return answer.body();
    }

    void mend() {
        HttpResponse<String> answer = send(request("/sandbox/api/crm/faults").DELETE());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }

    String faults() {
        return send(request("/sandbox/api/crm/faults").GET()).body();
    }

    /** What a page of the sandbox shows, after all redirections, in English. */
    String page(String path) {
        HttpResponse<String> answer = send(request(path).GET());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return HtmlUtils.htmlUnescape(answer.body());
    }

    HttpResponse<String> post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    /** Sends a form and follows to the page it leads to. */
    String form(String path, String... namesAndValues) {
        StringJoiner body = new StringJoiner("&");
        for (int n = 0; n < namesAndValues.length; n += 2) {
            body.add(namesAndValues[n] + "=" + URLEncoder.encode(namesAndValues[n + 1], UTF_8));
        }
        HttpResponse<String> answer = send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body.toString())));
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return HtmlUtils.htmlUnescape(answer.body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path)).header("Accept-Language", "en");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static LocalDateTime now() {
        return LocalDateTime.now(CrmDatabase.ZONE).truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public void close() {
        pools.forEach(HikariDataSource::close);
        http.close();
        sandbox.close();
    }
}

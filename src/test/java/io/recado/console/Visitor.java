package io.recado.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Somebody at the hub's doors: keeps cookies as a browser does and follows no redirect, so that a test sees each. */
public final class Visitor {

    /** As in application-test.yaml. */
    public static final String TOKEN = "token-of-the-tests-0123456789";

    public static final String PASSWORD = "password-of-the-tests";

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final String address;
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private Visitor(int port) {
        this.address = "http://127.0.0.1:" + port;
    }

    public static Visitor at(int port) {
        return new Visitor(port);
    }

    public static Visitor whoLoggedIn(int port) {
        var visitor = new Visitor(port);
        assertThat(visitor.login(PASSWORD).headers().firstValue("Location"))
                .hasValueSatisfying(place -> assertThat(place).doesNotContain("/login"));
        return visitor;
    }

    public static Visitor whoLoggedInAs(int port, String name, String password) {
        var visitor = new Visitor(port);
        assertThat(visitor.login(name, password).headers().firstValue("Location"))
                .hasValueSatisfying(place -> assertThat(place).doesNotContain("/login"));
        return visitor;
    }

    public HttpResponse<String> login(String password) {
        return login("admin", password);
    }

    public HttpResponse<String> login(String name, String password) {
        return postForm("/login", Map.of("username", name, "password", password, "_csrf", csrf("/login")));
    }

    /** Sends a form of a page, with the token that it carries. */
    public HttpResponse<String> submit(String page, String path, String... fields) {
        var form = new ArrayList<>(List.of(fields));
        form.addAll(List.of("_csrf", csrf(page)));
        return postFields(path, form);
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    public HttpResponse<String> getWithToken(String path) {
        return get(path, "Authorization", "Bearer " + TOKEN);
    }

    public HttpResponse<String> post(String path, String... headers) {
        return send(request(path, headers).POST(HttpRequest.BodyPublishers.noBody()));
    }

    public HttpResponse<String> postWithToken(String path) {
        return post(path, "Authorization", "Bearer " + TOKEN);
    }

    public HttpResponse<String> postJsonWithToken(String path, String body) {
        return send(request(path, "Authorization", "Bearer " + TOKEN, "Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> postForm(String path, Map<String, String> fields, String... headers) {
        return postFields(
                path,
                fields.entrySet().stream()
                        .flatMap(field -> Stream.of(field.getKey(), field.getValue()))
                        .toList(),
                headers);
    }

    /**
     * @param fields names and values in turn; a name may come again
     * @param csrf the token of the visitor's session; null for none
     */
    HttpResponse<String> postForm(String path, List<String> fields, @Nullable String csrf, String... headers) {
        var form = new ArrayList<>(fields);
        if (csrf != null) {
            form.addAll(List.of("_csrf", csrf));
        }
        return postFields(path, form, headers);
    }

    /** What an open page is told from now on. Whoever opens it closes it. */
    public Told listen(String path, String... headers) {
        return Told.by(send(request(path, headers).GET(), HttpResponse.BodyHandlers.ofInputStream()));
    }

    /** @param fields names and values in turn; a name may come again */
    private HttpResponse<String> postFields(String path, List<String> fields, String... headers) {
        var form = IntStream.range(0, fields.size() / 2)
                .mapToObj(
                        i -> fields.get(2 * i) + "=" + URLEncoder.encode(fields.get(2 * i + 1), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return postBody(path, form, headers);
    }

    /** @param json the body */
    public HttpResponse<String> postJson(String path, String json, String... headers) {
        return send(request(path, headers)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** A form as it travels. */
    public HttpResponse<String> postBody(String path, String form, String... headers) {
        return send(request(path, headers)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    /** The token that a page's form carries. */
    public String csrf(String page) {
        var matcher = CSRF.matcher(get(page, "Accept", "text/html").body());
        assertThat(matcher.find()).as("a CSRF token in %s", page).isTrue();
        return matcher.group(1);
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(address + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, HttpResponse.BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        try {
            return client.send(request.build(), body);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

package io.recado.sandbox.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.recado.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

/** A running sandbox with somebody who listens to its webhooks. */
public final class SandboxClient implements AutoCloseable {

    public static final String MADRID = "104500000000001";
    public static final String SECRET = "sandbox-secret";

    /** One webhook as it came over the wire. */
    public record Received(String path, byte[] body, String signature) {}

    /** An answer of the sandbox. */
    public record Answer(int status, JsonNode json) {

        public int code() {
            return json.at("/error/code").asInt();
        }

        public String wamid() {
            return json.at("/messages/0/id").asText(json.path("wamid").asText());
        }
    }

    public final ConcurrentLinkedQueue<Received> webhooks = new ConcurrentLinkedQueue<>();
    /** Those that were not answered with 200. */
    public final ConcurrentLinkedQueue<Received> refused = new ConcurrentLinkedQueue<>();

    public volatile int hookAnswers = 200;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer hook;
    private final Map<String, Object> settings;
    private Sandbox sandbox;

    public SandboxClient(String databaseUrl) {
        this(databaseUrl, Map.of());
    }

    /** @param settings of its own, such as {@code sandbox.whatsapp.read-after}; they win */
    public SandboxClient(String databaseUrl, Map<String, Object> settings) {
        try {
            hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        hook.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        hook.createContext("/webhooks", exchange -> {
            if ("GET".equals(exchange.getRequestMethod())) {
                shakeHands(exchange);
                return;
            }
            byte[] body = exchange.getRequestBody().readAllBytes();
            int answer = hookAnswers;
            (answer == 200 ? webhooks : refused)
                    .add(new Received(
                            exchange.getRequestURI().getPath(),
                            body,
                            exchange.getRequestHeaders().getFirst("X-Hub-Signature-256")));
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        hook.start();
        this.settings = new HashMap<>(Map.of(
                "sandbox.port", "0",
                "sandbox.hub", "http://127.0.0.1:" + hook.getAddress().getPort(),
                "sandbox.database.url", databaseUrl,
                "sandbox.whatsapp.sent-after", "20ms",
                "sandbox.whatsapp.delivered-after", "60ms",
                // tests write to one person more often than WhatsApp lets anybody; those of the limit switch it on
                "sandbox.whatsapp.pair-limit", "false",
                "sandbox.whatsapp.retry-first", "100ms",
                "sandbox.whatsapp.slow-answer", "300ms"));
        this.settings.putAll(settings);
        sandbox = Sandbox.start(this.settings);
    }

    /** Answers a verification request as a callback does that expects the token {@code verify-me}. */
    private static void shakeHands(HttpExchange exchange) throws IOException {
        MultiValueMap<String, String> query =
                UriComponentsBuilder.fromUri(exchange.getRequestURI()).build().getQueryParams();
        boolean right = "subscribe".equals(query.getFirst("hub.mode"))
                && "verify-me".equals(query.getFirst("hub.verify_token"));
        String challenge = Objects.requireNonNull(query.getFirst("hub.challenge"));
        byte[] answer = (right ? challenge : "no").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(right ? 200 : 403, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    /** The address of a callback of this client. */
    public String hook(String path) {
        return "http://127.0.0.1:" + hook.getAddress().getPort() + path;
    }

    public void restart() {
        sandbox.close();
        sandbox = Sandbox.start(settings);
    }

    public String url() {
        return sandbox.url();
    }

    public Answer send(JsonNode message) {
        return send(message.toString(), "Bearer sandbox-token", MADRID);
    }

    public Answer send(String body, String authorization, String phoneNumberId) {
        HttpRequest.Builder request = request("/v23.0/" + phoneNumberId + "/messages");
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        Answer answer = answer(
                request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)));
        if (answer.json().has("messages")) {
            ObjectNode taken = (ObjectNode) read(body.getBytes(StandardCharsets.UTF_8));
            // WhatsApp takes a request without it; the file calls it required
            MetaContract.fitsRequest(taken.has("recipient_type") ? taken : taken.put("recipient_type", "individual"));
            MetaContract.fits("MessageResponsePayload", answer.json());
        }
        return answer;
    }

    public Answer graph(String path) {
        return answer(request("/v23.0/" + path).header("Authorization", "Bearer sandbox-token"));
    }

    public Answer graph(String method, String path, JsonNode body) {
        return graph(method, path, body, "Bearer sandbox-token");
    }

    public Answer graph(String method, String path, JsonNode body, String authorization) {
        return answer(request("/v23.0/" + path)
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body.isEmpty() ? "" : body.toString())));
    }

    public Answer control(String path, JsonNode body) {
        return answer(request("/sandbox/api" + path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    public Answer control(String path) {
        return answer(request("/sandbox/api" + path));
    }

    public Answer delete(String path) {
        return answer(request("/sandbox/api" + path).DELETE());
    }

    /** Moves the sandbox's time, such as {@code PT25H}. */
    public void advance(String duration) {
        control("/clock", json.createObjectNode().put("advance", duration));
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(sandbox.url() + path));
    }

    public Answer answer(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            boolean jsonBody =
                    response.body().startsWith("{") || response.body().startsWith("[");
            JsonNode body = jsonBody ? json.readTree(response.body()) : json.createObjectNode();
            if (body.has("error") && response.uri().getPath().startsWith("/v")) {
                MetaContract.fits("GraphAPIError", body);
            }
            return new Answer(response.statusCode(), body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** An answer that is no JSON. */
    public HttpResponse<byte[]> bytes(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Uploads a file for a number, as its business does. */
    public Answer upload(String phoneNumberId, String filename, String type, byte[] content) {
        return answer(new Multipart()
                .field("messaging_product", "whatsapp")
                .field("type", type)
                .file("file", filename, type, content)
                .post(request("/v23.0/" + phoneNumberId + "/media").header("Authorization", "Bearer sandbox-token")));
    }

    /** What the webhooks so far said of this field. */
    public List<JsonNode> news(String field) {
        List<JsonNode> values = new ArrayList<>();
        for (Received webhook : webhooks) {
            read(webhook.body()).path("entry").forEach(entry -> entry.path("changes")
                    .forEach(change -> {
                        if (change.path("field").asText().equals(field)) {
                            values.add(change.path("value"));
                        }
                    }));
        }
        return values;
    }

    /** What all webhooks so far said, change by change. */
    public List<JsonNode> values() {
        List<JsonNode> values = new ArrayList<>();
        for (Received webhook : webhooks) {
            read(webhook.body()).path("entry").forEach(entry -> entry.path("changes")
                    .forEach(change -> values.add(change.path("value"))));
        }
        return values;
    }

    /** The first message to the business that is such a one, once its webhook has told of it. */
    public JsonNode heard(Predicate<JsonNode> which) {
        return Awaitility.await()
                .until(
                        () -> values().stream()
                                .map(value -> value.at("/messages/0"))
                                .filter(which)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    public List<JsonNode> statuses(String wamid) {
        return values().stream()
                .flatMap(value -> {
                    List<JsonNode> statuses = new ArrayList<>();
                    value.path("statuses").forEach(statuses::add);
                    return statuses.stream();
                })
                .filter(status -> status.path("id").asText().equals(wamid))
                .toList();
    }

    public List<String> told(String wamid) {
        return statuses(wamid).stream()
                .map(status -> status.path("status").asText())
                .toList();
    }

    public JsonNode read(byte[] body) {
        try {
            return json.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ObjectNode object(String text) {
        return (ObjectNode) read(text.replace('\'', '"').getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** A reminder to this number. */
    public ObjectNode reminder(String to, String opaque) {
        return object("""
                {'messaging_product':'whatsapp','recipient_type':'individual','to':'%s','type':'template',
                 'biz_opaque_callback_data':'%s',
                 'template':{'name':'recordatorio_cita','language':{'code':'es'},'components':[
                  {'type':'body','parameters':[{'type':'text','text':'Begoña'},{'type':'text','text':'Clínica Sol Centro'},
                   {'type':'text','text':'martes, 24 de noviembre'},{'type':'text','text':'10:30'},
                   {'type':'text','text':'Dra. Ruiz'},{'type':'text','text':'Limpieza dental'}]},
                  {'type':'button','sub_type':'quick_reply','index':'0','parameters':[{'type':'payload','payload':'YES:1'}]},
                  {'type':'button','sub_type':'quick_reply','index':'1','parameters':[{'type':'payload','payload':'NO:1'}]}]}}
                """.formatted(to, opaque));
    }

    public ObjectNode text(String to, String words) {
        return object("{'messaging_product':'whatsapp','recipient_type':'individual','to':'" + to
                + "','type':'text','text':{'body':'" + words + "'}}");
    }

    /** Meta's file knows the webhooks of messages; those of other fields are not in it. */
    private void holdWebhooksAgainstTheContract() {
        webhooks.stream()
                .map(webhook -> read(webhook.body()))
                .filter(body -> body.findValuesAsText("field").stream().allMatch("messages"::equals))
                .forEach(body -> MetaContract.fits("WebhookPayload", body));
    }

    @Override
    public void close() {
        try {
            holdWebhooksAgainstTheContract();
        } finally {
            sandbox.close();
            hook.stop(0);
        }
    }
}

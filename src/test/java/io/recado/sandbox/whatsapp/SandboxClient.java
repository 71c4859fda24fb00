package io.recado.sandbox.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/** A running sandbox with somebody who listens to its webhooks. */
final class SandboxClient implements AutoCloseable {

    static final String MADRID = "104500000000001";
    static final String SECRET = "sandbox-secret";

    /** One webhook as it came over the wire. */
    record Received(byte[] body, String signature) {}

    /** An answer of the sandbox. */
    record Answer(int status, JsonNode json) {

        int code() {
            return json.at("/error/code").asInt();
        }

        String wamid() {
            return json.at("/messages/0/id").asText(json.path("wamid").asText());
        }
    }

    final ConcurrentLinkedQueue<Received> webhooks = new ConcurrentLinkedQueue<>();
    volatile int hookAnswers = 200;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer hook;
    private final String databaseUrl;
    private Sandbox sandbox;

    SandboxClient(String databaseUrl) {
        this.databaseUrl = databaseUrl;
        try {
            hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        hook.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        hook.createContext("/webhooks", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            int answer = hookAnswers;
            if (answer == 200) {
                webhooks.add(new Received(body, exchange.getRequestHeaders().getFirst("X-Hub-Signature-256")));
            }
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        hook.start();
        sandbox = start();
    }

    private Sandbox start() {
        return Sandbox.start(Map.of(
                "sandbox.port", "0",
                "sandbox.hub", "http://127.0.0.1:" + hook.getAddress().getPort(),
                "sandbox.database.url", databaseUrl,
                "sandbox.whatsapp.sent-after", "20ms",
                "sandbox.whatsapp.delivered-after", "60ms",
                "sandbox.whatsapp.retry-first", "100ms",
                "sandbox.whatsapp.slow-answer", "300ms"));
    }

    void restart() {
        sandbox.close();
        sandbox = start();
    }

    String url() {
        return sandbox.url();
    }

    Answer send(JsonNode message) {
        return send(message.toString(), "Bearer sandbox-token", MADRID);
    }

    Answer send(String body, String authorization, String phoneNumberId) {
        HttpRequest.Builder request = request("/v23.0/" + phoneNumberId + "/messages");
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return answer(
                request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer graph(String path) {
        return answer(request("/v23.0/" + path).header("Authorization", "Bearer sandbox-token"));
    }

    Answer control(String path, JsonNode body) {
        return answer(request("/sandbox/api" + path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    Answer control(String path) {
        return answer(request("/sandbox/api" + path));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(sandbox.url() + path));
    }

    Answer answer(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            boolean jsonBody =
                    response.body().startsWith("{") || response.body().startsWith("[");
            return new Answer(
                    response.statusCode(), jsonBody ? json.readTree(response.body()) : json.createObjectNode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What all webhooks so far said, change by change. */
    List<JsonNode> values() {
        List<JsonNode> values = new ArrayList<>();
        for (Received webhook : webhooks) {
            read(webhook.body()).path("entry").forEach(entry -> entry.path("changes")
                    .forEach(change -> values.add(change.path("value"))));
        }
        return values;
    }

    List<JsonNode> statuses(String wamid) {
        return values().stream()
                .flatMap(value -> {
                    List<JsonNode> statuses = new ArrayList<>();
                    value.path("statuses").forEach(statuses::add);
                    return statuses.stream();
                })
                .filter(status -> status.path("id").asText().equals(wamid))
                .toList();
    }

    List<String> told(String wamid) {
        return statuses(wamid).stream()
                .map(status -> status.path("status").asText())
                .toList();
    }

    JsonNode read(byte[] body) {
        try {
            return json.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ObjectNode object(String text) {
        return (ObjectNode) read(text.replace('\'', '"').getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** A reminder to this number. */
    ObjectNode reminder(String to, String opaque) {
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

    ObjectNode text(String to, String words) {
        return object("{'messaging_product':'whatsapp','recipient_type':'individual','to':'" + to
                + "','type':'text','text':{'body':'" + words + "'}}");
    }

    @Override
    public void close() {
        sandbox.close();
        hook.stop(0);
    }
}

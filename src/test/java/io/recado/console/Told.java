package io.recado.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What an open page has been told so far, in the words of the stream. */
public final class Told implements AutoCloseable {

    private final HttpResponse<InputStream> answer;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private Told(HttpResponse<InputStream> answer) {
        this.answer = answer;
    }

    static Told by(HttpResponse<InputStream> answer) {
        var told = new Told(answer);
        Thread.ofVirtual().name("listens").start(told::read);
        return told;
    }

    private void read() {
        try (var reader = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException closed) {
            lines.add("closed");
        }
    }

    public int status() {
        return answer.statusCode();
    }

    public HttpResponse<InputStream> answer() {
        return answer;
    }

    /** In the order in which they came. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        try {
            answer.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.recado.sandbox.whatsapp;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** A form with files, as clients send it. */
public final class Multipart {

    private static final String BOUNDARY = "----recado-sandbox-form";

    private final List<Supplier<InputStream>> parts = new ArrayList<>();

    public Multipart field(String name, String value) {
        return bytes(
                "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n");
    }

    public Multipart file(String name, String filename, String type, byte[] content) {
        return file(name, filename, type, () -> new ByteArrayInputStream(content));
    }

    /** @param type empty for a part that does not say */
    public Multipart file(String name, String filename, String type, Supplier<InputStream> content) {
        bytes("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + filename
                + "\"\r\n" + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n") + "\r\n");
        parts.add(content);
        return bytes("\r\n");
    }

    private Multipart bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        parts.add(() -> new ByteArrayInputStream(bytes));
        return this;
    }

    public HttpRequest.Builder post(HttpRequest.Builder request) {
        bytes("--" + BOUNDARY + "--\r\n");
        return request.header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new SequenceInputStream(Collections.enumeration(
                        parts.stream().map(Supplier::get).toList()))));
    }
}

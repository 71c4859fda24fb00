package io.recado.sandbox.whatsapp.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.platform.TestDatabase;
import io.recado.sandbox.whatsapp.Multipart;
import io.recado.sandbox.whatsapp.SandboxClient;
import io.recado.sandbox.whatsapp.SandboxClient.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people send and what their phones show. */
class MediaFilesIT {

    private static final byte[] PNG = {
        (byte) 0x89,
        'P',
        'N',
        'G',
        13,
        10,
        26,
        10,
        0,
        0,
        0,
        13,
        'I',
        'H',
        'D',
        'R',
        0,
        0,
        0,
        1,
        0,
        0,
        0,
        1,
        8,
        6,
        0,
        0,
        0
    };

    private static SandboxClient sandbox;

    @BeforeAll
    static void start() {
        sandbox = new SandboxClient(TestDatabase.emptyUrl());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void aPictureIsShownAsWhatItsBytesAre() {
        Answer kept = keep(PNG, "photo.bin", "application/octet-stream");

        assertThat(kept.status()).isEqualTo(200);
        assertThat(kept.json().path("mime").asText()).isEqualTo("image/png");
        assertThat(kept.json().path("size").asInt()).isEqualTo(PNG.length);
        HttpResponse<byte[]> shown = show(kept, "");
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).isEqualTo(PNG);
        assertThat(shown.headers().firstValue("Content-Type")).hasValue("image/png");
        assertThat(shown.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(shown.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("inline;");
    }

    @Test
    void aPartOfAFileCanBeAskedFor() {
        byte[] sound = new byte[700_000];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (byte) (i * 31 + i / 1000);
        }
        System.arraycopy("#!AMR".getBytes(StandardCharsets.US_ASCII), 0, sound, 0, 5);
        Answer kept = keep(sound, "voice.amr", "audio/amr");

        HttpResponse<byte[]> part = show(kept, "bytes=262140-600000");

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 262140-600000/700000");
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(sound, 262140, 600001));
        assertThat(show(kept, "bytes=700000-").statusCode()).isEqualTo(416);
    }

    @Test
    void nothingThatRunsIsShownAsAPage() {
        for (String type : new String[] {"text/html", "image/svg+xml", "application/xhtml+xml", "application/pdf"}) {
            Answer kept = keep("<svg onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8), "cita ñ.html", type);

            HttpResponse<byte[]> shown = show(kept, "");

            assertThat(shown.headers().firstValue("Content-Disposition").orElseThrow())
                    .as(type)
                    .startsWith("attachment;")
                    .contains("filename*=UTF-8''cita%20%C3%B1.html");
            assertThat(shown.headers().allValues("Content-Security-Policy"))
                    .containsExactly("default-src 'none'; sandbox");
        }
    }

    @Test
    void anUnknownMediumAndAnEmptyFileAreSaidToBeSo() {
        assertThat(sandbox.answer(sandbox.request("/sandbox/media/7000000000000000"))
                        .status())
                .isEqualTo(404);
        Answer empty = keep(new byte[0], "a.txt", "text/plain");
        assertThat(empty.status()).isEqualTo(400);
        assertThat(empty.json().path("detail").asText()).contains("at least one byte");
    }

    private static Answer keep(byte[] bytes, String name, String type) {
        return sandbox.answer(
                new Multipart().file("file", name, type, bytes).post(sandbox.request("/sandbox/api/media")));
    }

    private static HttpResponse<byte[]> show(Answer kept, String range) {
        HttpRequest.Builder request =
                sandbox.request("/sandbox/media/" + kept.json().path("id").asText());
        if (!range.isEmpty()) {
            request.header("Range", range);
        }
        return sandbox.bytes(request);
    }
}

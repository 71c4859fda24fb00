package io.recado.sandbox.whatsapp.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.recado.platform.TestDatabase;
import io.recado.sandbox.whatsapp.MetaContract;
import io.recado.sandbox.whatsapp.SandboxClient;
import io.recado.sandbox.whatsapp.media.SampleFiles;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that messages link to are fetched before the message is sent. */
class LinkedMediaIT {

    private static final byte[] PHOTO = SampleFiles.read("photo.jpg");
    private static final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private static final CountDownLatch released = new CountDownLatch(1);

    private static SandboxClient sandbox;
    private static HttpServer files;

    @BeforeAll
    static void start() throws IOException {
        files = HttpServer.create(new InetSocketAddress(0), 0);
        files.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        serve("/photo.jpg", "image/jpeg", PHOTO);
        serve("/cached.jpg", "image/jpeg", PHOTO);
        serve("/film.mp4", "video/mp4", SampleFiles.read("film.mp4"));
        serve("/photo.bin", "application/octet-stream", PHOTO);
        serve("/lying.png", "image/png", PHOTO);
        serve("/largest.jpg", "image/jpeg", SampleFiles.of("image/jpeg", 5 << 20));
        serve("/large.jpg", "image/jpeg", SampleFiles.of("image/jpeg", (5 << 20) + 1));
        serve("/still.webp", "image/webp", SampleFiles.of("image/webp", (100 << 10) + 1));
        serve("/empty.jpg", "image/jpeg", new byte[0]);
        serve("/secret.jpg", "image/jpeg", PHOTO);
        redirect("/moved", "/photo.jpg");
        redirect("/round", "/round");
        redirect("/file", "file:///etc/passwd");
        files.createContext("/held.jpg", exchange -> {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            answer(exchange, "image/jpeg", PHOTO);
        });
        files.start();
        sandbox = new SandboxClient(TestDatabase.emptyUrl());
        sandbox.control("/phones/34600000001/write", sandbox.object("{'text':'Hola'}"));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
        files.stop(0);
    }

    @AfterEach
    void backToRealTime() {
        sandbox.delete("/clock");
    }

    @Test
    void aLinkedPictureIsFetchedThenSentAndShownFromTheSandbox() {
        String wamid = send("image", link("/photo.jpg"));

        await().untilAsserted(() -> assertThat(sandbox.told(wamid)).containsExactly("sent", "delivered"));
        JsonNode media = shown(wamid).at("/view/media");
        assertThat(media.path("mime").asText()).isEqualTo("image/jpeg");
        assertThat(media.has("link")).isFalse();
        assertThat(sandbox.bytes(sandbox.request(media.path("url").asText())).body())
                .isEqualTo(PHOTO);
        assertThat(sandbox.graph(media.path("id").asText()).code())
                .as("the business has no such media")
                .isEqualTo(100);
    }

    @Test
    void nothingIsToldBeforeTheFileIsHereAndARestartGoesOn() {
        String wamid = send("image", link("/held.jpg"));
        await().untilAsserted(() ->
                assertThat(shown(wamid).at("/view/media/link").asText()).endsWith("/held.jpg"));

        sandbox.restart();
        released.countDown();

        await().untilAsserted(() -> assertThat(sandbox.told(wamid)).containsExactly("sent", "delivered"));
        assertThat(shown(wamid).at("/view/media/url").asText()).startsWith("/sandbox/media/7");
    }

    @Test
    void aLinkIsFetchedOnceInTenMinutes() {
        String link = link("/cached.jpg");
        delivered(send("image", link));
        delivered(send("image", link));
        assertThat(asked.get("/cached.jpg")).hasValue(1);

        delivered(send("image", link + "?other=1"));
        assertThat(asked.get("/cached.jpg")).hasValue(2);

        sandbox.advance("PT10M");
        delivered(send("image", link));
        assertThat(asked.get("/cached.jpg")).hasValue(3);
    }

    @Test
    void aRedirectOnThisMachineIsFollowed() {
        delivered(send("image", link("/moved")));
    }

    @Test
    void theLargestPictureComes() {
        delivered(send("image", link("/largest.jpg")));
    }

    @ParameterizedTest
    @CsvSource({
        "image, /none.jpg, the server answered 404",
        "image, /film.mp4, Unsupported image mime type video/mp4",
        "image, /photo.bin, Unsupported image mime type application/octet-stream",
        "image, /lying.png, on processing it is of type image/jpeg",
        "image, /large.jpg, too large",
        "sticker, /still.webp, sticker files may have 102400 bytes",
        "image, /empty.jpg, empty",
        "image, /round, could not be downloaded",
        "image, /file, could not be downloaded"
    })
    void aMessageFailsWhoseFileDoesNotComeOrIsNotRight(String type, String path, String details) {
        String wamid = send(type, link(path));

        failed(wamid, details);
        assertThat(shown(wamid).path("failure").asText()).startsWith("131053");
    }

    @Test
    void aServerThatIsNotThereFailsTheMessage() {
        failed(send("image", "http://127.0.0.1:1/photo.jpg"), "could not be downloaded");
    }

    @Test
    void nothingIsFetchedFromOutsideThisMachine() throws IOException {
        String elsewhere = "http://" + outward() + ":" + files.getAddress().getPort() + "/secret.jpg";
        redirect("/outwards", elsewhere);

        failed(send("image", elsewhere), "from this machine only");
        failed(send("image", link("/outwards")), "from this machine only");
        failed(send("image", elsewhere.replace("http://", "http://127.0.0.1@")), "could not be downloaded");
        assertThat(asked).doesNotContainKey("/secret.jpg");
        delivered(send("image", link("/secret.jpg")));
    }

    private static void delivered(String wamid) {
        await().untilAsserted(() -> assertThat(sandbox.told(wamid)).contains("delivered"));
    }

    private static void failed(String wamid, String details) {
        await().untilAsserted(() -> assertThat(sandbox.statuses(wamid))
                .singleElement()
                .satisfies(status -> {
                    assertThat(status.path("status").asText()).isEqualTo("failed");
                    assertThat(status.at("/errors/0/code").asInt()).isEqualTo(131053);
                    assertThat(status.at("/errors/0/error_data/details").asText())
                            .contains(details);
                }));
    }

    private static String send(String type, String link) {
        ObjectNode message = sandbox.object("{'messaging_product':'whatsapp','recipient_type':'individual',"
                + "'to':'+34600000001','type':'" + type + "','" + type + "':{'link':'" + link + "'}}");
        SandboxClient.Answer answer = sandbox.send(message);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        MetaContract.fits("MessageResponsePayload", answer.json());
        return answer.wamid();
    }

    private static JsonNode shown(String wamid) {
        for (JsonNode message : sandbox.control("/phones/34600000001/messages").json()) {
            if (message.path("wamid").asText().equals(wamid)) {
                return message;
            }
        }
        throw new AssertionError(wamid + " is not on the phone");
    }

    private static String link(String path) {
        return "http://127.0.0.1:" + files.getAddress().getPort() + path;
    }

    /** An address of this machine that others could reach. */
    private static String outward() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst()
                .map(InetAddress::getHostAddress)
                .orElseGet(() -> Assumptions.abort("This machine has no address but 127.0.0.1"));
    }

    private static void serve(String path, String type, byte[] content) {
        files.createContext(path, exchange -> answer(exchange, type, content));
    }

    private static void answer(com.sun.net.httpserver.HttpExchange exchange, String type, byte[] content)
            throws IOException {
        asked.computeIfAbsent(exchange.getRequestURI().getPath(), path -> new AtomicInteger())
                .incrementAndGet();
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
        exchange.getResponseBody().write(content);
        exchange.close();
    }

    private static void redirect(String path, String to) {
        files.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Location", to);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
    }
}

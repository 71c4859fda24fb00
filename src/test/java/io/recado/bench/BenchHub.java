package io.recado.bench;

import io.recado.Recado;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The hub as benchmarks start it: its own PostgreSQL with fsync, its own Artemis with a journal, and nothing that holds it back. */
final class BenchHub {

    static final String SECRET = "secret";

    private static final List<String> ARGUMENTS = List.of(
            "--spring.profiles.active=bench",
            "--spring.config.additional-location=file:src/test/resources/application-test.yaml",
            "--spring.artemis.embedded.persistent=true",
            "--recado.delivery.settling-time=2m",
            "--recado.delivery.sending-timeout=45s",
            "--logging.level.root=warn");

    private BenchHub() {}

    /** @param partner where WhatsApp's and the source's stubs are */
    static ConfigurableApplicationContext start(URI partner, int lanes, int messagesPerSecond, String... more)
            throws IOException {
        var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "bench")), "data");
        var channels = Stream.of("centro-cloud", "palermo-cloud", "sala-cloud").toList();
        var arguments = Stream.of(
                        ARGUMENTS.stream(),
                        Stream.of("--partner.url=" + partner, "--recado.data-folder=" + folder),
                        Stream.of(0, 1, 2).flatMap(n -> channel(n, channels.get(n), partner)),
                        Stream.of(
                                "--recado.channels[0].lanes=" + lanes,
                                "--recado.channels[0].messages-per-second=" + messagesPerSecond),
                        Stream.of(more))
                .flatMap(part -> part)
                .toArray(String[]::new);
        return new SpringApplication(Recado.class).run(arguments);
    }

    private static Stream<String> channel(int number, String id, URI partner) {
        return Stream.of(
                        "id=" + id,
                        "type=whatsapp-cloud",
                        "base-url=" + partner,
                        "phone-number-id=10450000000000" + (number + 1),
                        "access-token=token",
                        "app-secret=" + SECRET,
                        "verify-token=verify")
                .map(setting -> "--recado.channels[%d].%s".formatted(number, setting));
    }
}

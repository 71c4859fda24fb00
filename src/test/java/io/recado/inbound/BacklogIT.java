package io.recado.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.recado.configuration.ChannelId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What happens when webhooks come faster than they are read: the broker keeps them on disk instead of in memory. */
class BacklogIT {

    private static final int LETTERS = 5_000;
    private static final int MOST_IN_MEMORY = 200_000;
    /** Number 0 belongs to the hubs of other tests in the same process. */
    private static final String BROKER = "vm://77";

    private static final String STATUS = """
            {"entry":[{"changes":[{"field":"messages","value":{"statuses":[{"id":"wamid.%d","status":"sent","timestamp":"1","recipient_id":"34600111222"}]}}]}]}""";

    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    private ActiveMQConnectionFactory connections;
    private InboundQueue queue;

    @BeforeEach
    void startABrokerWithLittleMemory(@TempDir Path files) throws Exception {
        // as in config/: on newer JDKs Artemis fails when it tries to write an audit log
        ((Logger) LoggerFactory.getLogger("org.apache.activemq.audit")).setLevel(Level.OFF);
        var configuration = new ConfigurationImpl()
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setPersistenceEnabled(true)
                .setJournalDirectory(files.resolve("journal").toString())
                .setBindingsDirectory(files.resolve("bindings").toString())
                .setPagingDirectory(files.resolve("paging").toString())
                .setLargeMessagesDirectory(files.resolve("large").toString())
                .addAddressSetting(
                        "#",
                        new AddressSettings()
                                .setMaxSizeBytes(MOST_IN_MEMORY)
                                .setPageSizeBytes(MOST_IN_MEMORY / 2)
                                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                                .setAutoDeleteQueues(false)
                                .setAutoDeleteAddresses(false))
                .addAcceptorConfiguration("in-vm", BROKER);
        broker.setConfiguration(configuration).start();
        connections = new ActiveMQConnectionFactory(BROKER);
        queue = new InboundQueue(connections);
    }

    @AfterEach
    void stop() throws Exception {
        connections.close();
        broker.stop();
    }

    @Test
    void whatIsNotReadYetLiesOnTheDiskAndComesInItsOrder() throws Exception {
        var letters = IntStream.range(0, LETTERS).mapToObj(BacklogIT::letter).toList();
        for (int from = 0; from < LETTERS; from += 50) {
            queue.put(letters.subList(from, from + 50));
        }
        var store = broker.getActiveMQServer().getPagingManager().getPageStore(SimpleString.of(InboundQueue.STATUSES));
        assertThat(store.isPaging()).as("beyond what fits in memory").isTrue();
        assertThat(store.getAddressSize()).isLessThan(2L * MOST_IN_MEMORY);

        var read = new ArrayList<Letter>();
        try (var intake = queue.statuses()) {
            int taken;
            do {
                taken = intake.take(Duration.ofSeconds(10), read::addAll);
            } while (taken > 0 && read.size() < LETTERS);
        }

        assertThat(read)
                .extracting(Letter::receipt)
                .isEqualTo(letters.stream().map(Letter::receipt).toList());
    }

    @Test
    void whatCouldNotBeReadStaysInTheQueue() {
        queue.put(List.of(letter(1), letter(2)));
        try (var intake = queue.statuses()) {
            assertThatThrownBy(() -> intake.take(Duration.ofSeconds(10), letters -> {
                        throw new IllegalStateException("the hub is stopping");
                    }))
                    .hasMessage("the hub is stopping");

            var again = new ArrayList<Letter>();
            intake.take(Duration.ofSeconds(10), again::addAll);

            assertThat(again).hasSize(2);
        }
    }

    private static Letter letter(int number) {
        return new Letter(
                new UUID(1, number),
                new ChannelId("centro-cloud"),
                Instant.parse("2026-11-20T10:00:00Z"),
                STATUS.formatted(number).getBytes(StandardCharsets.UTF_8));
    }
}

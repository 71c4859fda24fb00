package io.recado.faults;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.artemis.core.config.FileDeploymentManager;
import org.apache.activemq.artemis.core.config.impl.FileConfiguration;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.slf4j.LoggerFactory;

/** An Artemis broker with the settings of {@code docker/broker.xml}, as a process that a test may kill and start again on its journal. */
final class BrokerServer implements AutoCloseable {

    private final Path files;
    private final int port = Processes.freePort();
    private Process process;

    BrokerServer(Path files) {
        this.files = files;
        this.process = launch();
    }

    String url() {
        return "tcp://127.0.0.1:" + port;
    }

    void kill() {
        Processes.kill(process);
    }

    void startAgain() {
        process = launch();
    }

    private Process launch() {
        return Processes.start(
                "broker",
                128,
                entry -> true,
                BrokerServer.class.getName(),
                List.of(files.toString(), Integer.toString(port)));
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String[] args) throws Exception {
        // as in config/: on newer JDKs Artemis fails when it tries to write an audit log
        ((Logger) LoggerFactory.getLogger("org.apache.activemq.audit")).setLevel(Level.OFF);
        var configuration = new FileConfiguration();
        var file = new FileDeploymentManager("file:docker/broker.xml");
        file.addDeployable(configuration);
        file.readConfiguration();
        var files = Path.of(args[0]).toAbsolutePath();
        configuration.setSecurityEnabled(false).setJMXManagementEnabled(false);
        configuration
                .setBindingsDirectory(files.resolve("bindings").toString())
                .setJournalDirectory(files.resolve("journal").toString())
                .setLargeMessagesDirectory(files.resolve("large").toString())
                .setPagingDirectory(files.resolve("paging").toString());
        configuration.clearAcceptorConfigurations();
        configuration.addAcceptorConfiguration("core", "tcp://127.0.0.1:%s?protocols=CORE".formatted(args[1]));
        new EmbeddedActiveMQ().setConfiguration(configuration).start();
    }
}

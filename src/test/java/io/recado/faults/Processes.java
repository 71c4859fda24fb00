package io.recado.faults;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Java programs of this build, run beside the tests. What they print goes to {@code target/faults}. */
final class Processes {

    private Processes() {}

    static Process start(String name, int megabytes, Predicate<String> classPath, String main, List<String> arguments) {
        try {
            var command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx%dm".formatted(megabytes),
                    "-XX:+UseSerialGC",
                    // these processes live for half a minute: no time for the better compiler to pay
                    "-XX:TieredStopAtLevel=1",
                    "-Duser.timezone=UTC",
                    "-cp",
                    Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                            .filter(classPath)
                            .collect(Collectors.joining(File.pathSeparator)),
                    main));
            command.addAll(arguments);
            var log = Files.createDirectories(Path.of("target", "faults")).resolve(name + ".log");
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException("The process %s does not start".formatted(name), e);
        }
    }

    /** SIGKILL: it gets no chance to tidy up. */
    static void kill(Process process) {
        process.destroyForcibly().onExit().join();
    }

    static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.recado.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Processor time used so far by this process (hub, broker, stub), by its compilers among that, and by the PostgreSQL that it unpacked: it
 * hardly depends on what else the machine does, so it compares two versions where the clock on the wall cannot. Compilers and PostgreSQL
 * are read from Linux's {@code /proc} (man 5 proc), and are 0 elsewhere.
 */
record CpuTime(Duration own, Duration compilers, Duration database) {

    private static final Path PROC = Path.of("/proc");
    private static final long TICK = Duration.ofSeconds(1).toNanos() / 100;

    static CpuTime now() {
        var own =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
        var compilers = sum(PROC.resolve("self/task"), CpuTime::ofCompiler);
        var database = sum(PROC, CpuTime::ofDatabase);
        return new CpuTime(Duration.ofNanos(own), ticks(compilers), ticks(database));
    }

    String since(CpuTime before, int messages) {
        return "%.3f ms here (%.3f of them compiling), %.3f ms in the database"
                .formatted(
                        own.minus(before.own).toNanos() / 1e6 / messages,
                        compilers.minus(before.compilers).toNanos() / 1e6 / messages,
                        database.minus(before.database).toNanos() / 1e6 / messages);
    }

    private static Duration ticks(long ticks) {
        return Duration.ofNanos(ticks * TICK);
    }

    private static long sum(Path folder, ToLongFunction<Path> ticks) {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> tasks = Files.list(folder)) {
            return tasks.mapToLong(ticks).sum();
        } catch (IOException unreadable) {
            return 0;
        }
    }

    private static long ofCompiler(Path task) {
        var stat = read(task.resolve("stat"));
        return stat.contains("(C1 Compiler") || stat.contains("(C2 Compiler") ? field(stat, 14) + field(stat, 15) : 0;
    }

    /** Backends that have ended count with the postmaster, which waited for them. */
    private static long ofDatabase(Path process) {
        if (!program(process).contains("target/bench")) {
            return 0;
        }
        var stat = read(process.resolve("stat"));
        return stat.isEmpty() ? 0 : field(stat, 14) + field(stat, 15) + field(stat, 16) + field(stat, 17);
    }

    private static String program(Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("exe")).toString();
        } catch (IOException notAProcess) {
            return "";
        }
    }

    /** Empty when there is none, or not any more. */
    private static String read(Path stat) {
        try {
            return Files.isRegularFile(stat) ? Files.readString(stat) : "";
        } catch (IOException gone) {
            return "";
        }
    }

    /** @param number counted from 1, behind the name in brackets */
    private static long field(String stat, int number) {
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[number - 3]);
    }
}

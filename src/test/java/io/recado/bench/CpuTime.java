package io.recado.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * Processor time used so far by this process (hub, broker, stub) and by the processes it started (PostgreSQL): it hardly depends on what
 * else the machine does, so it compares two versions where the clock on the wall cannot.
 */
record CpuTime(Duration own, Duration database) {

    static CpuTime now() {
        var own =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
        var database = ProcessHandle.allProcesses()
                .filter(process -> process.info().command().orElse("").contains("target/bench"))
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
        return new CpuTime(Duration.ofNanos(own), database);
    }

    String since(int messages) {
        var now = now();
        return "%.2f ms here, %.2f ms in the database"
                .formatted(
                        now.own.minus(own).toNanos() / 1e6 / messages,
                        now.database.minus(database).toNanos() / 1e6 / messages);
    }
}

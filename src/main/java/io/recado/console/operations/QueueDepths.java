package io.recado.console.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.recado.configuration.Wiring;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.springframework.stereotype.Component;

/**
 * {@code recado_queue_depth} of the embedded broker's queues, read when somebody scrapes; those of outbound messages are counted in the ledger.
 * With an external broker there is nothing to read here; that broker exports its own numbers.
 */
@Component
class QueueDepths implements MeterBinder {

    private final List<String> queues;
    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();

    QueueDepths(Wiring wiring) {
        this.queues = Stream.concat(
                        Stream.of("inbound.whatsapp", "inbound.statuses", "dead.outbound", "dead.letters"),
                        wiring.sources().stream().map(source -> "write-back." + source.id()))
                .toList();
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        queues.forEach(queue -> Gauge.builder("recado.queue.depth", () -> depth(queue))
                .description("Messages in a queue of the embedded broker")
                .tag("queue", queue)
                .register(meters));
    }

    /** Not a number for a queue that is not there: nobody has used it yet, or the broker is another process. */
    private double depth(String queue) {
        try {
            for (var name : beans.queryNames(pattern(queue), null)) {
                return ((Number) beans.getAttribute(name, "MessageCount")).doubleValue();
            }
        } catch (JMException gone) {
            // between the look and the read, as when the broker stops
        }
        return Double.NaN;
    }

    private static ObjectName pattern(String queue) throws MalformedObjectNameException {
        return new ObjectName(
                "org.apache.activemq.artemis:broker=*,component=addresses,address=%1$s,subcomponent=queues,routing-type=*,queue=%1$s"
                        .formatted(ObjectName.quote(queue)));
    }
}

package io.recado.inbound;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.recado.outbox.Dispatch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.camel.component.stub.StubComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Test;

class InboundRouteTest {

    private record Read(String receipt, String channel, long receivedAt, int delivery, String body) {}

    @Test
    void handsALetterOverWithWhatWasWrittenOnItAtTheDoor() throws Exception {
        var reader = new Reader();
        try (var camel = new DefaultCamelContext()) {
            camel.addComponent("jms", new StubComponent());
            camel.getRegistry().bind("inbound", reader);
            camel.getRegistry().bind("dispatch", mock(Dispatch.class)); // errors.camel.yaml names it
            for (String file : List.of("errors", "inbound")) {
                PluginHelper.getRoutesLoader(camel)
                        .loadRoutes(PluginHelper.getResourceLoader(camel)
                                .resolveResource("file:routes/" + file + ".camel.yaml"));
            }
            camel.start();

            camel.createProducerTemplate()
                    .sendBodyAndHeaders(
                            "jms:queue:inbound.whatsapp",
                            "{\"t\":\"(a, b) ${body}\"}".getBytes(StandardCharsets.UTF_8),
                            Map.of(
                                    "receipt",
                                    "0198a7c2-1111-7000-8000-000000000001",
                                    "channel",
                                    "centro-cloud",
                                    "receivedAt",
                                    1_795_000_000_000L,
                                    "JMSXDeliveryCount",
                                    2,
                                    "CAmelBeanMethodName",
                                    "knows"));

            assertThat(reader.reads.poll(10, SECONDS))
                    .isEqualTo(new Read(
                            "0198a7c2-1111-7000-8000-000000000001",
                            "centro-cloud",
                            1_795_000_000_000L,
                            2,
                            "{\"t\":\"(a, b) ${body}\"}"));
        }
    }

    /** Stands where {@code inbound} stands. */
    public static class Reader {

        private final BlockingQueue<Read> reads = new LinkedBlockingQueue<>();

        public void read(String receipt, String channel, long receivedAt, int delivery, byte[] raw) {
            reads.add(new Read(receipt, channel, receivedAt, delivery, new String(raw, StandardCharsets.UTF_8)));
        }

        public boolean knows(String channel) {
            throw new IllegalStateException("a header chose the method");
        }
    }
}

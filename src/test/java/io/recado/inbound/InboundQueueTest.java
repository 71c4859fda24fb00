package io.recado.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.recado.configuration.ChannelId;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InboundQueueTest {

    private static final Letter LETTER = new Letter(
            UUID.randomUUID(), new ChannelId("centro-cloud"), Instant.parse("2026-11-20T10:00:00Z"), new byte[] {
                '{', '}'
            });

    @Test
    void doesNotSayStoredWhenTheBrokerIsDown() throws JMSException {
        var broker = mock(ConnectionFactory.class);
        when(broker.createConnection()).thenThrow(new JMSException("down"));
        var queue = new InboundQueue(broker);

        assertThat(queue.put(LETTER)).isFalse();

        queue.close();
    }

    @Test
    void takesNothingMoreWhenItIsClosed() {
        var queue = new InboundQueue(mock(ConnectionFactory.class));
        queue.close();

        assertThat(queue.put(LETTER)).isFalse();
    }
}

package io.recado.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.Mockito.doNothing;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.recado.configuration.ChannelId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jms.UncategorizedJmsException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

class DoorTest {

    private static final Letter LETTER = new Letter(
            UUID.randomUUID(), new ChannelId("centro-cloud"), Instant.parse("2026-11-20T10:00:00Z"), new byte[] {
                '{', '}'
            });

    private final InboundQueue queue = mock(InboundQueue.class);
    private final WaitingRoom room = mock(WaitingRoom.class);
    private final TransactionTemplate transactions = mock(TransactionTemplate.class);
    private final Door door = new Door(queue, room, transactions);

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void lettersGoToTheBroker() {
        assertThat(door.take(LETTER)).isTrue();

        verify(queue).put(List.of(LETTER));
        verify(room, never()).keep(anyList());
    }

    @Test
    void whileTheBrokerIsAwayTheDatabaseKeepsThem() {
        brokerIsAway();

        assertThat(door.take(LETTER)).isTrue();
        assertThat(door.take(LETTER)).isTrue();

        verify(queue).put(anyList());
    }

    @Test
    void nothingIsSafeWhenBothAreAway() {
        brokerIsAway();
        databaseIsAway();

        assertThat(door.take(LETTER)).isFalse();
    }

    @Test
    void aBrokerThatIsBackIsUsedEvenWhenTheDatabaseHasGoneMeanwhile() {
        brokerIsAway();
        door.take(LETTER);
        databaseIsAway();
        doNothing().when(queue).put(anyList());

        assertThat(door.take(LETTER)).isTrue();
    }

    @Test
    void whatWaitedGoesBeforeWhatComesAfterIt() {
        brokerIsAway();
        door.take(LETTER);
        doNothing().when(queue).put(anyList());
        when(transactions.execute(any())).thenAnswer(call -> ((TransactionCallback<?>) call.getArgument(0))
                .doInTransaction(mock(org.springframework.transaction.TransactionStatus.class)));
        when(room.take(anyInt()))
                .thenReturn(List.of(new WaitingRoom.Waiting(1, LETTER)))
                .thenReturn(List.of());

        assertThat(door.forward()).isEqualTo(1);
        door.take(LETTER);

        var order = inOrder(room, queue);
        order.verify(room).keep(anyList());
        order.verify(queue).put(anyList());
        order.verify(queue).knock();
        order.verify(queue).put(anyList());
    }

    @Test
    void takesNothingMoreWhenItIsClosed() {
        door.close();

        assertThat(door.take(LETTER)).isFalse();
    }

    private void brokerIsAway() {
        doThrow(new UncategorizedJmsException("away")).when(queue).put(anyList());
    }

    private void databaseIsAway() {
        doThrow(new DataAccessResourceFailureException("away")).when(room).keep(anyList());
    }
}

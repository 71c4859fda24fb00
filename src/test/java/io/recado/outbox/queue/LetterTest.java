package io.recado.outbox.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.recado.configuration.ChannelId;
import io.recado.outbox.MessageId;
import io.recado.outbox.Priority;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LetterTest {

    private static final ChannelId CENTRO = new ChannelId("centro-cloud");
    private static final ChannelId SALA = new ChannelId("sala-cloud");

    @Test
    void idsThatAreEquallyUrgentTravelTogetherInTheirOrder() {
        var parcels = IntStream.range(0, 7)
                .mapToObj(n -> parcel(CENTRO, Priority.REMINDER))
                .toList();

        var letters = Letter.of(parcels, channel -> 3);

        assertThat(letters).extracting(letter -> letter.ids().size()).containsExactly(3, 3, 1);
        assertThat(letters.stream().flatMap(letter -> letter.ids().stream()))
                .containsExactlyElementsOf(parcels.stream().map(Parcel::id).toList());
    }

    @Test
    void whatIsMoreUrgentOrGoesElsewhereTravelsApart() {
        var letters = Letter.of(
                List.of(
                        parcel(CENTRO, Priority.REMINDER),
                        parcel(CENTRO, Priority.ANSWER),
                        parcel(SALA, Priority.REMINDER),
                        parcel(CENTRO, Priority.REMINDER)),
                channel -> 20);

        assertThat(letters)
                .extracting(Letter::channel, Letter::priority, letter -> letter.ids()
                        .size())
                .containsExactlyInAnyOrder(
                        tuple(CENTRO, Priority.REMINDER, 2),
                        tuple(CENTRO, Priority.ANSWER, 1),
                        tuple(SALA, Priority.REMINDER, 1));
    }

    @Test
    void whatIsHeldBackTravelsAloneAsEachHasATimeOfItsOwn() {
        var letters = Letter.of(
                List.of(
                        parcel(CENTRO, Priority.REMINDER).heldBack(Duration.ofSeconds(6)),
                        parcel(CENTRO, Priority.REMINDER).heldBack(Duration.ofSeconds(6))),
                channel -> 20);

        assertThat(letters).hasSize(2).allSatisfy(letter -> assertThat(letter.delay())
                .isEqualTo(Duration.ofSeconds(6)));
    }

    @Test
    void aLetterSaysItsIdsAsText() {
        var parcels = List.of(parcel(CENTRO, Priority.REMINDER), parcel(CENTRO, Priority.REMINDER));
        var letter = Letter.of(parcels, channel -> 20).getFirst();

        assertThat(Letter.ids(letter.text())).isEqualTo(letter.ids());
        assertThatThrownBy(() -> Letter.ids("not an id")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Parcel parcel(ChannelId channel, Priority priority) {
        return new Parcel(channel, new MessageId(UUID.randomUUID()), priority, null);
    }
}

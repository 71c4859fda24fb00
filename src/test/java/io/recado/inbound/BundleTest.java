package io.recado.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recado.configuration.ChannelId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class BundleTest {

    @Property(tries = 200)
    void whatIsBundledComesOutAsItWent(@ForAll @Size(max = 40) List<@IntRange(max = 30_000) Integer> lengths) {
        var random = new Random(lengths.size());
        var letters = lengths.stream().map(length -> letter(random, length)).toList();

        var read = Bundle.of(letters).stream()
                .flatMap(bundle -> Bundle.read(bundle).stream())
                .toList();

        assertThat(read).usingRecursiveComparison().isEqualTo(letters);
    }

    @Property(tries = 200)
    void onlyALetterThatIsLargeByItselfMakesALargeBundle(
            @ForAll @Size(max = 20) List<@IntRange(max = 200_000) Integer> lengths) {
        var letters =
                lengths.stream().map(length -> letter(new Random(1), length)).toList();

        assertThat(Bundle.of(letters)).allSatisfy(bundle -> {
            if (bundle.length > Bundle.MOST_BYTES) {
                assertThat(Bundle.read(bundle)).hasSize(1);
            }
        });
    }

    @Property(tries = 100)
    void aTornBundleIsNotTakenForLetters(@ForAll @IntRange(min = 1, max = 500) int missing) {
        var bundle = Bundle.of(List.of(letter(new Random(2), 500))).getFirst();

        assertThatThrownBy(() -> Bundle.read(Arrays.copyOf(bundle, bundle.length - missing)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not written by a hub");
    }

    private static Letter letter(Random random, int length) {
        var raw = new byte[length];
        random.nextBytes(raw);
        return new Letter(
                new UUID(random.nextLong(), random.nextLong()),
                new ChannelId("centro-cloud"),
                Instant.ofEpochMilli(random.nextLong(1L << 42)),
                raw);
    }
}

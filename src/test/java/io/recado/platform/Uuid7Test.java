package io.recado.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class Uuid7Test {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final Uuid7 ids = new Uuid7(Clock.fixed(NOON, ZoneOffset.UTC));

    @Test
    void idsGrowEvenWithinAMillisecond() {
        var made =
                Stream.generate(ids::next).limit(10_000).map(Object::toString).toList();

        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void tellsItsTimeVersionAndVariant() {
        var id = ids.next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOON.toEpochMilli());
    }
}

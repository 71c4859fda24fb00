package io.recado.source;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a pull failed.
 *
 * @param code a short text for people, such as {@code HTTP 503}; names no person
 * @param expired the source does not know the place in its list any more: its window is to be read anew
 * @param pause how long the source asks to be left alone; null when it does not say
 */
public record PullTrouble(
        String code, boolean expired, @Nullable Duration pause) {

    public static PullTrouble of(String code) {
        return new PullTrouble(code, false, null);
    }
}

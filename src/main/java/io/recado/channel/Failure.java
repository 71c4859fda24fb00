package io.recado.channel;

import org.jspecify.annotations.Nullable;

/**
 * What a channel said about a message that did not go through.
 *
 * @param code the channel's own code, such as 131026; 0 when it gave none
 * @param title the channel's own words for it
 * @param details the channel's longer words
 * @param trace the channel's id of the call, for its support
 */
public record Failure(
        FailureClass kind,
        int code,
        String title,
        @Nullable String details,
        @Nullable String trace) {}

package io.recado.template;

import io.recado.agenda.AppointmentId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a button carries to the phone and back: {@code recado1:<action>:<appointment>:<nonce>}. An old button so speaks for its own
 * appointment and message, whatever has been sent since.
 *
 * @param nonce the order's, which nobody can guess
 */
public record ButtonPayload(ButtonAction action, AppointmentId appointment, String nonce) {

    private static final Pattern SHAPE = Pattern.compile("recado1:([a-z]+):([1-9][0-9]{0,17}):([A-Za-z0-9_-]{1,64})");

    /** As it travels; 256 characters at most. */
    public String text() {
        return "recado1:%s:%s:%s".formatted(action.code(), appointment, nonce);
    }

    /** Reads what came back; empty when it is not one of ours. */
    public static Optional<ButtonPayload> parse(String text) {
        var match = SHAPE.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        return ButtonAction.of(match.group(1))
                .map(action ->
                        new ButtonPayload(action, new AppointmentId(Long.parseLong(match.group(2))), match.group(3)));
    }

    /** The action only: the nonce stays between the hub and the phone. */
    @Override
    public String toString() {
        return "ButtonPayload[%s, %s]".formatted(action, appointment);
    }
}

package io.recado.source;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.agenda.Appointment;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/**
 * A command as its kamelet gets it. Times come twice, with offset and as the clinic's wall shows them, because half of the outside systems
 * store local times without a zone.
 *
 * <pre>{"id", "kind", "externalId", "start", "localStart", "reason"?, "newStart"?, "newLocalStart"?, "version"?}</pre>
 */
final class CommandText {

    private CommandText() {}

    static String of(ObjectMapper json, UUID id, Command command, Appointment appointment, ZoneId zone) {
        var start = at(appointment.start(), zone);
        var text = json.createObjectNode()
                .put("id", id.toString())
                .put("kind", command.kind())
                .put("externalId", appointment.externalId())
                .put("start", withOffset(start))
                .put("localStart", local(start));
        switch (command) {
            case Command.Confirm confirm -> {}
            case Command.Cancel cancel -> text.put("reason", cancel.reason());
            case Command.Move move -> {
                var target = at(move.start(), zone);
                text.put("newStart", withOffset(target)).put("newLocalStart", local(target));
            }
        }
        return text.toString();
    }

    private static ZonedDateTime at(Instant instant, ZoneId zone) {
        return instant.atZone(zone);
    }

    private static String withOffset(ZonedDateTime time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
    }

    private static String local(ZonedDateTime time) {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
    }
}

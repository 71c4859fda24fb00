package io.recado.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.recado.configuration.SourceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The request for one page of a source. The first page of a pull has no cursor.
 *
 * @param holder who holds the source's lease; without it a page is not taken
 * @param run number of this pull of the lane
 * @param since what the source called its state when it was last read, less an overlap; null to read everything in the window
 * @param from first instant of the window (UTC)
 * @param to end of the window, exclusive (UTC)
 * @param clinics the source's own ids of the clinics that are connected
 * @param firstServerTime what the source's clock said when it gave the first page; null before that
 * @param whole whether every record so far could be told apart, so that absence can be believed
 * @param records how many came so far
 */
public record Pull(
        SourceId source,
        Lane lane,
        String holder,
        long run,
        @Nullable String since,
        @Nullable String cursor,
        Instant from,
        Instant to,
        List<String> clinics,
        @Nullable String firstServerTime,
        boolean whole,
        int records) {

    /** What the kamelet gets: {@code {lane, since, cursor, from, to, clinics}}. */
    public JsonNode request() {
        var request = JsonNodeFactory.instance.objectNode();
        request.put("lane", lane.label());
        request.put("since", since);
        request.put("cursor", cursor);
        request.put("from", from.toString());
        request.put("to", to.toString());
        clinics.forEach(request.putArray("clinics")::add);
        return request;
    }

    Pull next(@Nullable String nextCursor, @Nullable String serverTime, boolean wholeToo, int more) {
        return new Pull(
                source,
                lane,
                holder,
                run,
                since,
                nextCursor,
                from,
                to,
                clinics,
                firstServerTime == null ? serverTime : firstServerTime,
                whole && wholeToo,
                records + more);
    }
}

package io.recado.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.recado.agenda.Agenda;
import io.recado.agenda.AgendaRecord;
import io.recado.agenda.MirrorReport;
import io.recado.configuration.SourceId;
import io.recado.source.Reading.Sound;
import io.recado.source.Reading.Unsound;
import io.recado.source.Rejections.Rejection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.support.TransactionOperations;

/** Takes the records of one page: the sound ones into the agenda, the others into the list of rejected ones. One never stops another. */
final class PageTaking {

    private static final Logger log = LoggerFactory.getLogger(PageTaking.class);
    private static final String APPOINTMENT = "appointment";

    /**
     * What became of a page.
     *
     * @param ids the source's ids of the appointments on it, and of what may have been some
     * @param whole whether each record could be told apart from the others
     */
    record Taken(List<String> ids, boolean whole, int sound, int rejected) {}

    private final Agenda agenda;
    private final Rejections rejections;
    private final TransactionOperations savepoint;

    /** @param savepoint runs something that can be undone alone, inside the page's transaction */
    PageTaking(Agenda agenda, Rejections rejections, TransactionOperations savepoint) {
        this.agenda = agenda;
        this.rejections = rejections;
        this.savepoint = savepoint;
    }

    Taken take(SourceId source, JsonNode records, RecordReader reader, Instant now) {
        var ids = new ArrayList<String>();
        var sound = new ArrayList<Sound>();
        var payloads = new HashMap<Sound, JsonNode>();
        var rejected = new ArrayList<Rejection>();
        boolean whole = true;
        for (var json : records) {
            switch (reader.read(json)) {
                case Sound reading -> {
                    sound.add(reading);
                    payloads.put(reading, json);
                    if (reading.type().equals(APPOINTMENT)) {
                        ids.add(reading.externalId());
                    }
                }
                case Unsound reading -> {
                    whole &= reading.named();
                    ids.add(reading.externalId());
                    rejected.add(new Rejection(
                            reading.type(), reading.externalId(), reading.reason(), reading.detail(), json));
                }
            }
        }
        var failures = mirror(source, sound);
        for (var failure : failures.entrySet()) {
            rejected.add(rejection(failure.getKey(), failure.getValue(), payloads));
        }
        rejections.resolve(
                source,
                sound.stream().filter(reading -> !failures.containsKey(reading)).toList(),
                now);
        rejections.keep(source, rejected, now);
        return new Taken(ids, whole, records.size() - rejected.size(), rejected.size());
    }

    /**
     * All at once, for speed. If that fails for anything but a passing trouble of the database, one by one: then only what is at fault is left
     * out. When all of several fail, the fault is not theirs.
     */
    private Map<Sound, RejectionReason> mirror(SourceId source, List<Sound> sound) {
        if (sound.isEmpty()) {
            return Map.of();
        }
        try {
            return refused(
                    sound, mirrored(source, sound.stream().map(Sound::record).toList()));
        } catch (TransientDataAccessException e) {
            throw e;
        } catch (RuntimeException together) {
            var failed = new HashMap<Sound, RejectionReason>();
            for (var reading : sound) {
                try {
                    failed.putAll(refused(List.of(reading), mirrored(source, List.of(reading.record()))));
                } catch (TransientDataAccessException e) {
                    throw e;
                } catch (RuntimeException alone) {
                    // the message of a database's exception quotes the row
                    log.warn(
                            "Record {} of source {} cannot be stored: {}",
                            reading.externalId(),
                            source,
                            alone.getClass().getName());
                    failed.put(reading, RejectionReason.NOT_STORABLE);
                }
            }
            if (sound.size() > 1 && failed.size() == sound.size()) {
                throw together;
            }
            return failed;
        }
    }

    private MirrorReport mirrored(SourceId source, List<AgendaRecord> records) {
        return savepoint.execute(status -> agenda.mirror(source, records));
    }

    private static Map<Sound, RejectionReason> refused(List<Sound> sound, MirrorReport report) {
        var refused = new HashMap<Sound, RejectionReason>();
        for (var reading : sound) {
            if (reading.type().equals(APPOINTMENT) && report.refused().containsKey(reading.externalId())) {
                refused.put(reading, RejectionReason.UNKNOWN_PATIENT);
            }
        }
        return refused;
    }

    private static Rejection rejection(Sound reading, RejectionReason reason, Map<Sound, JsonNode> payloads) {
        var detail = reason == RejectionReason.UNKNOWN_PATIENT
                ? "no record describes the patient it names"
                : "the hub's log says why, under its id";
        return new Rejection(
                reading.type(),
                reading.externalId(),
                reason,
                detail,
                payloads.getOrDefault(reading, NullNode.getInstance()));
    }
}

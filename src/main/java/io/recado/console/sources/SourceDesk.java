package io.recado.console.sources;

import io.recado.agenda.Agenda;
import io.recado.agenda.Appointment;
import io.recado.clinic.Clinic;
import io.recado.clinic.Clinics;
import io.recado.configuration.ClinicId;
import io.recado.configuration.SourceId;
import io.recado.configuration.Wiring;
import io.recado.configuration.Wiring.SourceEntry;
import io.recado.console.access.Action;
import io.recado.console.access.AuditLog;
import io.recado.console.access.Permission;
import io.recado.console.access.Viewer;
import io.recado.source.RejectedQuery;
import io.recado.source.RejectedRecord;
import io.recado.source.SourceReport;
import io.recado.source.Sources;
import io.recado.source.WriteBackReport;
import io.recado.source.WriteBackState;
import io.recado.source.WriteBacks;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The sources for one viewer: those that feed none of their clinics do not exist. */
@Component
class SourceDesk {

    private static final int COMMANDS = 200;
    private static final int SHOWN = 50;
    private static final Set<WriteBackState> NOT_DONE =
            EnumSet.complementOf(EnumSet.of(WriteBackState.DONE, WriteBackState.DISCARDED));

    private final Wiring wiring;
    private final Sources sources;
    private final WriteBacks writeBacks;
    private final Clinics clinics;
    private final Agenda agenda;
    private final AuditLog audit;
    private final Clock clock;

    SourceDesk(
            Wiring wiring,
            Sources sources,
            WriteBacks writeBacks,
            Clinics clinics,
            Agenda agenda,
            AuditLog audit,
            Clock clock) {
        this.wiring = wiring;
        this.sources = sources;
        this.writeBacks = writeBacks;
        this.clinics = clinics;
        this.agenda = agenda;
        this.audit = audit;
        this.clock = clock;
    }

    List<SourceCard> all(Viewer viewer) {
        var counts = writeBacks.counts();
        return sources.reports().stream()
                .map(report -> card(viewer, report, counts))
                .flatMap(Optional::stream)
                .toList();
    }

    Optional<SourceCard> find(Viewer viewer, String id) {
        return sources.reports().stream()
                .filter(report -> report.source().value().equals(id))
                .findFirst()
                .flatMap(report -> card(viewer, report, writeBacks.counts()));
    }

    private Optional<SourceCard> card(
            Viewer viewer, SourceReport report, Map<SourceId, Map<WriteBackState, Integer>> counts) {
        var entry = wiring.sources().stream()
                .filter(one -> one.id().equals(report.source().value()))
                .findFirst()
                .orElseThrow();
        var fed = clinics(entry);
        var seen = fed.stream().filter(clinic -> viewer.sees(clinic.id())).toList();
        return viewer.clinics().all() || !seen.isEmpty()
                ? Optional.of(new SourceCard(
                        report, entry, seen, seen.size() == fed.size(), counts.getOrDefault(report.source(), Map.of())))
                : Optional.empty();
    }

    private List<Clinic> clinics(SourceEntry entry) {
        return entry.clinics().values().stream()
                .distinct()
                .map(id -> clinics.get(new ClinicId(id)))
                .toList();
    }

    /** Whether a viewer may see records as they came, which name patients of any clinic that the source feeds. */
    static boolean maySeeRecords(Viewer viewer, SourceCard card) {
        return card.whole() && viewer.may(Permission.SEE_AGENDA);
    }

    /** Commands that are not done, newest first, of the viewer's clinics. */
    List<WriteBackReport> notDone(Viewer viewer, SourceCard card) {
        var reports = writeBacks.of(card.report().source(), NOT_DONE, COMMANDS);
        return reports.stream()
                // what knows no clinic is for those who see every one
                .filter(report -> report.clinic() == null ? viewer.clinics().all() : viewer.sees(report.clinic()))
                .limit(SHOWN)
                .toList();
    }

    /** What is to come at the viewer's clinics at a time that may be another one. */
    List<Appointment> doubtfulTimes(SourceCard card) {
        return agenda.doubtfulTimes(
                card.report().source(), card.clinics().stream().map(Clinic::id).toList(), clock.instant(), SHOWN);
    }

    @Transactional
    public void pull(Viewer viewer, SourceCard card) {
        audit.record(viewer, Action.SOURCE_PULLED, "source:" + card.id());
        sources.requestSync(card.report().source());
    }

    /** The source really has so little: its next window read counts. */
    @Transactional
    public void believe(Viewer viewer, SourceCard card) {
        audit.record(viewer, Action.SOURCE_PULLED, null, "source:" + card.id(), Map.of("believe", "next"));
        sources.believeNextRead(card.report().source());
        sources.requestSync(card.report().source());
    }

    /** A record as it came; looking at it is part of the audit log. */
    @Transactional
    public Optional<RejectedRecord> rejected(Viewer viewer, SourceCard card, long number) {
        var found = sources.rejected(number, viewer.clinics())
                .filter(record -> record.source().equals(card.report().source()));
        found.ifPresent(record -> audit.record(viewer, Action.REJECTED_SEEN, "rejected:" + record.id()));
        return found;
    }

    RejectedQuery query(SourceCard card, RejectedFilter filter) {
        return new RejectedQuery(Set.of(card.report().source()), filter.reasonOrNull(), filter.textOrNull());
    }
}

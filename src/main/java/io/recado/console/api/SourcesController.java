package io.recado.console.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.recado.console.access.Action;
import io.recado.console.access.AuditLog;
import io.recado.console.access.Permission;
import io.recado.console.access.Requires;
import io.recado.console.access.Viewer;
import io.recado.source.RejectedQuery;
import io.recado.source.RejectedRecord;
import io.recado.source.SourceReport;
import io.recado.source.SourceReport.LaneReport;
import io.recado.source.Sources;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(ApiConfiguration.ROOT)
@Requires(Permission.SEE_SOURCES)
@Tag(name = "Sources")
class SourcesController {

    private final Sources sources;
    private final AuditLog audit;

    SourcesController(Sources sources, AuditLog audit) {
        this.sources = sources;
        this.audit = audit;
    }

    @GetMapping("/sources")
    @Operation(summary = "The outside systems, and how reading them goes")
    Page<SourceView> sources(Viewer viewer) {
        return Page.whole(seenBy(viewer).stream().map(SourceView::of).toList());
    }

    private List<SourceReport> seenBy(Viewer viewer) {
        return sources.reports().stream()
                .filter(report -> sources.serves(report.source(), viewer.clinics()))
                .toList();
    }

    @PostMapping("/sources/{id}/sync")
    @Requires(Permission.MANAGE_SOURCES)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Read a source now",
            description = "Both lanes, as soon as nobody else reads it. `GET /api/v1/sources` shows when it was done.")
    SourceView sync(@PathVariable String id, Viewer viewer) {
        var report = known(id, viewer);
        audit.record(viewer, Action.SOURCE_PULLED, "source:" + id);
        sources.requestSync(report.source());
        return SourceView.of(report);
    }

    @PostMapping("/sources/{id}/believe")
    @Requires(Permission.MANAGE_SOURCES)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Believe the next read of a source's window, however little it has",
            description =
                    "For a source in state `doubtful` whose agenda really is so short now: whatever the next read does not have "
                            + "counts as cancelled. The read starts at once. For those alone who see every clinic that the source feeds.")
    SourceView believe(@PathVariable String id, Viewer viewer) {
        var report = known(id, viewer);
        if (!sources.servesOnly(report.source(), viewer.clinics())) {
            throw new AccessDeniedException("Source %s feeds clinics that are none of the viewer's".formatted(id));
        }
        audit.record(viewer, Action.SOURCE_PULLED, null, "source:" + id, Map.of("believe", "next"));
        sources.believeNextRead(report.source());
        sources.requestSync(report.source());
        return SourceView.of(report);
    }

    private SourceReport known(String id, Viewer viewer) {
        var seen = seenBy(viewer);
        return seen.stream()
                .filter(one -> one.source().value().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.noSuch(
                        "source", id, seen.stream().map(SourceReport::source).toList()));
    }

    @GetMapping("/rejected")
    @Operation(
            summary = "Records that could not be taken, newest first",
            description =
                    "Each is taken as soon as its source corrects it, and then is no longer here. Of whom it speaks is for those alone "
                            + "who may see the agenda.")
    Page<RejectedView> rejected(
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit,
            Viewer viewer) {
        var page = sources.rejected(
                RejectedQuery.ALL.within(viewer.clinics()), Parameters.numberCursor(cursor), Limit.of(limit));
        audit.record(viewer, Action.REJECTED_SEEN, "rejected-records");
        var whole = viewer.may(Permission.SEE_AGENDA);
        return new Page<>(page.items(), page.next()).map(record -> RejectedView.of(record, whole));
    }

    /** A source. */
    @Schema(name = "Source")
    record SourceView(
            String id,
            @Schema(description = "What reads it") String kamelet,

            @Schema(allowableValues = {"up", "new", "doubtful", "failing"})
            String state,

            @Schema(description = "Records that wait for a correction")
            int rejected,

            List<LaneView> lanes) {

        static SourceView of(SourceReport report) {
            return new SourceView(
                    report.source().value(),
                    report.kamelet(),
                    Parameters.code(report.state()),
                    report.rejected(),
                    report.lanes().stream().map(LaneView::of).toList());
        }
    }

    /** One way of reading a source. */
    @Schema(name = "Lane")
    record LaneView(
            @Schema(allowableValues = {"fast", "slow"}) String lane,

            @Schema(allowableValues = {"up", "new", "doubtful", "failing"})
            String state,

            @Nullable Instant lastAttempt,
            @Nullable Instant lastSuccess,

            @Schema(description = "Since the last pull that ended well") @Nullable
            Long lagSeconds,

            @Schema(description = "In a row") int failures,
            @Nullable String error,

            @Schema(description = "Why the last read of the window was not believed") @Nullable
            String doubt,

            @Schema(description = "Of the last pull that ended well")
            int records,

            @Nullable Instant nextDue) {

        static LaneView of(LaneReport report) {
            return new LaneView(
                    report.lane().label(),
                    Parameters.code(report.state()),
                    report.lastAttempt(),
                    report.lastSuccess(),
                    report.lag() == null ? null : report.lag().toSeconds(),
                    report.failures(),
                    report.error(),
                    report.doubt(),
                    report.records(),
                    report.nextDue());
        }
    }

    /** A record that could not be taken. */
    @Schema(name = "RejectedRecord")
    record RejectedView(
            long id,
            String source,
            String type,
            String externalId,
            @Schema(example = "UNKNOWN_CLINIC") String reason,
            String detail,

            @Schema(description = "The record as it came; null for who may not see the agenda", type = "object")
            @Nullable
            @JsonRawValue
            String payload,

            Instant firstSeen,
            Instant lastSeen,
            int times) {

        /** @param whole with what the source says of a person */
        static RejectedView of(RejectedRecord rejected, boolean whole) {
            return new RejectedView(
                    rejected.id(),
                    rejected.source().value(),
                    rejected.type(),
                    rejected.externalId(),
                    rejected.reason().name(),
                    rejected.detail(),
                    whole ? rejected.payload() : null,
                    rejected.firstSeen(),
                    rejected.lastSeen(),
                    rejected.times());
        }
    }
}

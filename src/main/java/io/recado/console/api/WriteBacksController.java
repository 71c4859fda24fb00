package io.recado.console.api;

import io.recado.console.access.Permission;
import io.recado.console.access.Requires;
import io.recado.console.access.Viewer;
import io.recado.console.failed.WriteBackDesk;
import io.recado.source.WriteBackReport;
import io.recado.source.WriteBackState;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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
class WriteBacksController {

    private final WriteBackDesk desk;

    WriteBacksController(WriteBackDesk desk) {
        this.desk = desk;
    }

    @GetMapping("/write-backs")
    @Operation(summary = "Answers on their way back to the sources, newest first")
    Page<WriteBackView> writeBacks(
            @Parameter(description = "such as `conflict`") @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit,
            Viewer viewer) {
        int size = Limit.of(limit);
        var before = Parameters.numberCursor(cursor);
        var reports = desk.list(
                viewer,
                Parameters.constant("status", status, WriteBackState.class),
                before == null ? null : Long.valueOf(before),
                size + 1);
        var items = reports.subList(0, Math.min(size, reports.size()));
        return new Page<>(
                List.copyOf(items).stream().map(WriteBackView::of).toList(),
                reports.size() > size ? Long.toString(items.getLast().cursor()) : null);
    }

    @PostMapping("/write-backs/{id}/retry")
    @Requires(Permission.MANAGE_SOURCES)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Try a command again that conflicted or failed",
            description =
                    "It speaks of what its appointment is by now. 409 when it waits for nobody, or its source cannot be written to.")
    WriteBackView retry(@PathVariable String id, Viewer viewer) {
        return done(desk.retry(viewer, known(id)), id, viewer);
    }

    @PostMapping("/write-backs/{id}/discard")
    @Requires(Permission.MANAGE_SOURCES)
    @Operation(
            summary = "Close a command that conflicted or failed and that nobody needs any more",
            description = "409 when it waits for nobody.")
    WriteBackView discard(@PathVariable String id, Viewer viewer) {
        return done(desk.discard(viewer, known(id)), id, viewer);
    }

    private static UUID known(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException noId) {
            throw Refusal.noSuch("write-back", id);
        }
    }

    private WriteBackView done(boolean done, String id, Viewer viewer) {
        var now = desk.find(viewer, known(id)).orElseThrow(() -> Refusal.noSuch("write-back", id));
        if (!done) {
            throw Refusal.conflict(
                    "Only commands that conflicted or failed, to a source that can be written to, can be handled; this one is %s since %s."
                            .formatted(now.state().code(), now.changedAt()));
        }
        return WriteBackView.of(now);
    }

    /** A command to a source. */
    @Schema(name = "WriteBack")
    record WriteBackView(
            String id,
            String source,

            @Schema(description = "What it is about; null when it is about a patient") @Nullable
            Long appointment,

            @Schema(description = "The hub's number of whom it is about; null when it is about an appointment")
            @Nullable
            Long patient,

            @Nullable String clinic,

            @Schema(description = "The source's id of the appointment or patient")
            String externalId,

            @Schema(allowableValues = {"confirm", "cancel", "move", "set-phone"})
            String command,

            @Schema(
                    example = "conflict",
                    allowableValues = {
                        "waiting",
                        "queued",
                        "sending",
                        "done",
                        "conflict",
                        "failed",
                        "repeated",
                        "discarded"
                    })
            String status,

            int attempts,

            @Schema(description = "What the source said last: of a conflict, what it is there by now") @Nullable
            String error,

            Instant orderedAt,
            Instant changedAt) {

        static WriteBackView of(WriteBackReport report) {
            return new WriteBackView(
                    report.id().toString(),
                    report.source().value(),
                    report.appointment() == null ? null : report.appointment().value(),
                    report.patient(),
                    report.clinic() == null ? null : report.clinic().value(),
                    report.externalId(),
                    report.kind(),
                    report.state().code(),
                    report.attempts(),
                    report.error(),
                    report.orderedAt(),
                    report.changedAt());
        }
    }
}

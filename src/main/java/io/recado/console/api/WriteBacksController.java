package io.recado.console.api;

import io.recado.console.access.Permission;
import io.recado.console.access.Requires;
import io.recado.source.WriteBackReport;
import io.recado.source.WriteBackState;
import io.recado.source.WriteBacks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(ApiConfiguration.ROOT)
@Requires(Permission.SEE_SOURCES)
@Tag(name = "Sources")
class WriteBacksController {

    private final WriteBacks writeBacks;

    WriteBacksController(WriteBacks writeBacks) {
        this.writeBacks = writeBacks;
    }

    @GetMapping("/write-backs")
    @Operation(summary = "Answers on their way back to the sources, newest first")
    Page<WriteBackView> writeBacks(
            @Parameter(description = "such as `conflict`") @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        int size = Limit.of(limit);
        var before = Parameters.numberCursor(cursor);
        var reports = writeBacks.reports(
                Parameters.constant("status", status, WriteBackState.class),
                before == null ? null : Long.valueOf(before),
                size + 1);
        var items = reports.subList(0, Math.min(size, reports.size()));
        return new Page<>(
                List.copyOf(items).stream().map(WriteBackView::of).toList(),
                reports.size() > size ? Long.toString(items.getLast().cursor()) : null);
    }

    /** A command to a source. */
    @Schema(name = "WriteBack")
    record WriteBackView(
            String id,
            String source,
            long appointment,

            @Schema(description = "The source's id of the appointment")
            String externalId,

            @Schema(allowableValues = {"confirm", "cancel", "move"})
            String command,

            @Schema(example = "conflict") String status,
            int attempts,

            @Schema(description = "What the source said last") @Nullable
            String error,

            Instant orderedAt,
            Instant changedAt) {

        static WriteBackView of(WriteBackReport report) {
            return new WriteBackView(
                    report.id().toString(),
                    report.source().value(),
                    report.appointment().value(),
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

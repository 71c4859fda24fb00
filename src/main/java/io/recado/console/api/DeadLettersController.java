package io.recado.console.api;

import io.recado.console.access.Permission;
import io.recado.console.access.Requires;
import io.recado.console.access.Viewer;
import io.recado.console.api.FailedWishes.Discarded;
import io.recado.console.failed.DeadLetterDesk;
import io.recado.recovery.DeadLetter;
import io.recado.recovery.DeadLetterHandling;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(ApiConfiguration.ROOT + "/dead-letters")
@Requires(Permission.MANAGE_SOURCES)
@Tag(name = "Failed messages")
class DeadLettersController {

    private final DeadLetterDesk desk;
    private final Bodies bodies;

    DeadLettersController(DeadLetterDesk desk, Bodies bodies) {
        this.desk = desk;
        this.bodies = bodies;
    }

    @GetMapping
    @Operation(
            summary = "What the broker gave up on, latest first",
            description = "What it says is shown to nobody. For those alone who see every clinic.")
    Page<DeadLetterView> letters(
            @Parameter(description = "`waiting` (the default) or `all`") @RequestParam(required = false) @Nullable
                    String state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit,
            Viewer viewer) {
        var size = Limit.of(limit);
        var before = Parameters.numberCursor(cursor);
        var found = desk.list(viewer, waiting(state), before == null ? null : Long.valueOf(before), size + 1);
        var items = found.subList(0, Math.min(size, found.size()));
        return new Page<>(
                List.copyOf(items).stream().map(DeadLetterView::of).toList(),
                found.size() > size ? Long.toString(items.getLast().id()) : null);
    }

    private static boolean waiting(@Nullable String state) {
        var wish = Parameters.given(state);
        if (wish == null || wish.equals("waiting")) {
            return true;
        }
        if (wish.equals("all")) {
            return false;
        }
        throw Refusal.parameter("state", wish, "waiting or all");
    }

    @PostMapping("/{id}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Put a letter into the queue where it lay, as it was",
            description = "409 when somebody was faster, or nobody knows where it came from.")
    DeadLetterView retry(@PathVariable String id, Viewer viewer) {
        return done(desk.retry(viewer, number(id)));
    }

    @PostMapping("/{id}/discard")
    @Operation(
            summary = "Close a letter that nobody needs, with the reason",
            description = "409 when somebody was faster.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content = @Content(schema = @Schema(implementation = Discarded.class)))
    DeadLetterView discard(
            @PathVariable String id, @RequestBody(required = false) @Nullable String body, Viewer viewer) {
        var reason = FailedController.note(
                "reason", bodies.read(body, Discarded.class).reason());
        if (reason == null) {
            throw Refusal.missing("reason", "why nobody needs the letter");
        }
        return done(desk.discard(viewer, number(id), reason));
    }

    private static long number(String id) {
        if (!id.matches("\\d{1,18}")) {
            throw Refusal.noSuch("dead letter", id);
        }
        return Long.parseLong(id);
    }

    private static DeadLetterView done(DeadLetterHandling handling) {
        return switch (handling) {
            case DeadLetterHandling.Done(var letter) -> DeadLetterView.of(letter);
            case DeadLetterHandling.Unknown(var id) -> throw Refusal.noSuch("dead letter", id);
            case DeadLetterHandling.Homeless(var letter) ->
                throw Refusal.conflict("The broker did not say where this letter lay, so it can only be discarded.");
            case DeadLetterHandling.NotWaiting(var letter) ->
                throw Refusal.conflict("Only letters that wait can be handled; this one was %s by %s at %s."
                        .formatted(letter.state().code(), letter.handledBy(), letter.handledAt()));
        };
    }

    /** A letter without what it says. */
    @Schema(name = "DeadLetter")
    record DeadLetterView(
            long id,

            @Schema(description = "Where it lay; empty when the broker does not say", example = "inbound.whatsapp")
            String queue,

            Instant arrivedAt,
            int bytes,

            @Schema(allowableValues = {"waiting", "retried", "discarded"})
            String state,

            @Nullable Instant handledAt,
            @Nullable String handledBy,
            @Nullable String reason) {

        static DeadLetterView of(DeadLetter letter) {
            return new DeadLetterView(
                    letter.id(),
                    letter.queue(),
                    letter.arrivedAt(),
                    letter.bytes(),
                    letter.state().code(),
                    letter.handledAt(),
                    letter.handledBy(),
                    letter.reason());
        }
    }
}

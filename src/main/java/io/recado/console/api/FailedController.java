package io.recado.console.api;

import static io.recado.console.api.Parameters.messageId;

import io.recado.console.access.Permission;
import io.recado.console.access.Requires;
import io.recado.console.access.Viewer;
import io.recado.console.api.FailedWishes.Contacted;
import io.recado.console.api.FailedWishes.Discarded;
import io.recado.console.api.FailedWishes.Filter;
import io.recado.console.failed.FailedDesk;
import io.recado.outbox.Handling;
import io.recado.outbox.Handling.Means;
import io.recado.outbox.Messages;
import io.recado.recovery.FailedFilter;
import io.recado.recovery.FailedMessages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Locale;
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
@RequestMapping(ApiConfiguration.ROOT + "/failed")
@Requires(Permission.SEE_MESSAGES)
@Tag(name = "Failed messages")
class FailedController {

    private static final int LONGEST_NOTE = 1_000;
    private static final int MOST_AT_ONCE = 10_000;

    private final FailedDesk desk;
    private final FailedMessages messages;
    private final Messages ledger;
    private final Parameters parameters;
    private final Bodies bodies;

    FailedController(FailedDesk desk, FailedMessages messages, Messages ledger, Parameters parameters, Bodies bodies) {
        this.desk = desk;
        this.messages = messages;
        this.ledger = ledger;
        this.parameters = parameters;
        this.bodies = bodies;
    }

    @GetMapping
    @Operation(
            summary = "Messages that will not arrive unless somebody does something, latest failure first",
            description =
                    "To look for a name or a phone, send the same filter to `/failed/search`: an address is no place for a person.")
    Page<FailedView> failed(
            @RequestParam(required = false) @Nullable String clinic,
            @Parameter(description = "such as `fix_recipient`")
                    @RequestParam(name = "class", required = false)
                    @Nullable
                    String kind,
            @Parameter(description = "WhatsApp's, such as 131026") @RequestParam(required = false) @Nullable
                    String code,
            @Parameter(description = "such as `reminder`") @RequestParam(required = false) @Nullable String rule,
            @Parameter(description = "failed at this time or later: a date, or a time with its offset")
                    @RequestParam(required = false)
                    @Nullable
                    String since,
            @Parameter(description = "failed before this time; a date is included as a whole")
                    @RequestParam(required = false)
                    @Nullable
                    String until,
            @Parameter(description = "the hub's number of a patient") @RequestParam(required = false) @Nullable
                    String patient,
            @Parameter(description = "`open` (the default) or `handled`") @RequestParam(required = false) @Nullable
                    String state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit,
            Viewer viewer,
            Locale language) {
        var filter = new Filter(clinic, kind, code, rule, since, until, patient, null, state).read(parameters, viewer);
        return page(viewer, filter, cursor, limit, language);
    }

    @PostMapping("/search")
    @Operation(summary = "The same list by a filter in the body, which may name a person or a phone")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content = @Content(schema = @Schema(implementation = Filter.class)))
    Page<FailedView> search(
            @RequestBody(required = false) @Nullable String body,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit,
            Viewer viewer,
            Locale language) {
        return page(viewer, bodies.read(body, Filter.class).read(parameters, viewer), cursor, limit, language);
    }

    private Page<FailedView> page(
            Viewer viewer, FailedFilter filter, @Nullable String cursor, @Nullable Integer limit, Locale language) {
        var from = Parameters.given(cursor);
        var size = Limit.of(limit);
        try {
            var page = desk.list(viewer, filter, from, size);
            return new Page<>(page.items(), page.next()).map(one -> FailedView.of(one, language));
        } catch (IllegalArgumentException badCursor) {
            throw from == null ? badCursor : Parameters.badCursor(from);
        }
    }

    @GetMapping("/{id}")
    @Operation(summary = "The latest failure of a message, with its tries and with what people did about it")
    FailedView.Whole one(
            @Parameter(description = "the message's id") @PathVariable String id, Viewer viewer, Locale language) {
        var found = desk.find(viewer, messageId(id)).orElseThrow(() -> Refusal.noSuch("failed message", id));
        return FailedView.Whole.of(found, messages.attempts(messageId(id)), ledger.history(messageId(id)), language);
    }

    @PostMapping("/{id}/resend")
    @Requires(Permission.HANDLE_FAILED)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Plan a failed message again",
            description =
                    "It is a new try of the same order under the same last look, to the number that the patient has now. 409 when it does "
                            + "not wait for anybody, and then the answer says what happened; or when nobody wants it any more.")
    MessageView resend(@Parameter(description = "the message's id") @PathVariable String id, Viewer viewer) {
        return done(desk.resend(viewer, messageId(id)));
    }

    @PostMapping("/resend")
    @Requires(Permission.HANDLE_FAILED)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Plan again what a filter finds",
            description =
                    "At most 10,000 at once; `more` says whether the filter finds others. Doing it twice sends nothing twice.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content = @Content(schema = @Schema(implementation = Filter.class)))
    ResentView resendSet(@RequestBody(required = false) @Nullable String body, Viewer viewer) {
        var filter = bodies.read(body, Filter.class).read(parameters, viewer);
        if (filter.handled()) {
            throw Refusal.conflict("What somebody has closed is not sent again; leave the state out, or say open.");
        }
        var done = desk.resend(viewer, filter, MOST_AT_ONCE);
        return new ResentView(done.resent(), done.leftOut(), done.more());
    }

    @PostMapping("/{id}/contacted")
    @Requires(Permission.HANDLE_FAILED)
    @Operation(summary = "Note that the patient was told by phone or e-mail, which closes the failure")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content = @Content(schema = @Schema(implementation = Contacted.class)))
    MessageView contacted(
            @PathVariable String id, @RequestBody(required = false) @Nullable String body, Viewer viewer) {
        var wish = bodies.read(body, Contacted.class);
        var means = Parameters.constant("by", wish.by(), Means.class);
        if (means == null) {
            throw Refusal.missing("by", "phone or email");
        }
        return done(desk.contacted(viewer, messageId(id), means, note("note", wish.note())));
    }

    @PostMapping("/{id}/discard")
    @Requires(Permission.HANDLE_FAILED)
    @Operation(summary = "Close a failure that nobody needs any more, with the reason")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content = @Content(schema = @Schema(implementation = Discarded.class)))
    MessageView discard(@PathVariable String id, @RequestBody(required = false) @Nullable String body, Viewer viewer) {
        var reason = note("reason", bodies.read(body, Discarded.class).reason());
        if (reason == null) {
            throw Refusal.missing("reason", "why nobody needs the message");
        }
        return done(desk.discard(viewer, messageId(id), reason));
    }

    static @Nullable String note(String field, @Nullable String text) {
        var note = Parameters.given(text);
        if (note != null && note.length() > LONGEST_NOTE) {
            throw Refusal.tooLong(field, note.length(), LONGEST_NOTE);
        }
        return note;
    }

    private MessageView done(Handling handling) {
        if (handling instanceof Handling.Done done) {
            return ledger.find(done.id()).map(MessageView::of).orElseThrow(() -> Refusal.noSuch("message", done.id()));
        }
        throw refused(handling);
    }

    /** Why nothing was done. */
    static Refusal refused(Handling handling) {
        return switch (handling) {
            case Handling.Done done -> throw new IllegalArgumentException("This was done: " + done);
            case Handling.Unknown unknown -> Refusal.noSuch("message", unknown.id());
            case Handling.NotWaiting other -> Refusal.conflict(whatHappened(other));
            case Handling.TooLate late ->
                Refusal.conflict(
                        "Message %s is no longer useful to anybody, so it is not sent again.".formatted(late.id()));
        };
    }

    private static String whatHappened(Handling.NotWaiting other) {
        var now = "Only failed messages that wait for somebody can be handled; this one is %s."
                .formatted(other.status().code());
        var before = other.before();
        return before == null
                ? now
                : "%s %s: %s at %s."
                        .formatted(
                                now,
                                before.by() == null ? "The hub" : before.by(),
                                before.way().code(),
                                before.at());
    }

    /** What became of a set. */
    @Schema(name = "Resent")
    record ResentView(
            @Schema(description = "planned again") int resent,

            @Schema(description = "not planned again: nobody wants them any more, or somebody else was faster")
            int leftOut,

            @Schema(description = "whether the filter finds others, beyond the limit")
            boolean more) {}
}

package io.recado.console.api;

import io.recado.clinic.Clinics;
import io.recado.configuration.ChannelId;
import io.recado.console.access.Action;
import io.recado.console.access.AuditLog;
import io.recado.console.access.Permission;
import io.recado.console.access.Requires;
import io.recado.console.access.Viewer;
import io.recado.inbound.DeadWebhook;
import io.recado.inbound.Inbound;
import io.recado.inbound.Settling;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(ApiConfiguration.ROOT + "/dead-webhooks")
@Requires(Permission.SEE_SOURCES)
@Tag(name = "Dead webhooks")
class DeadWebhooksController {

    private static final int LONGEST_REASON = 500;

    private final Inbound inbound;
    private final Clinics clinics;
    private final AuditLog audit;

    DeadWebhooksController(Inbound inbound, Clinics clinics, AuditLog audit) {
        this.inbound = inbound;
        this.clinics = clinics;
        this.audit = audit;
    }

    @GetMapping
    @Operation(
            summary = "What WhatsApp sent and the hub could not read, newest first",
            description = "Everything else of a `partial` one was taken.")
    Page<DeadWebhookView> list(
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit,
            Viewer viewer) {
        int size = Limit.of(limit);
        var before = Parameters.numberCursor(cursor);
        var webhooks = inbound.dead(before == null ? null : Long.valueOf(before), size + 1);
        var items = webhooks.subList(0, Math.min(size, webhooks.size()));
        return new Page<>(
                items.stream()
                        .filter(one -> sees(one.channel(), viewer))
                        .map(DeadWebhookView::of)
                        .toList(),
                webhooks.size() > size ? Long.toString(items.getLast().id()) : null);
    }

    @GetMapping("/{id}")
    @Operation(summary = "One of them, with what was done about it")
    DeadWebhookView one(@PathVariable String id, Viewer viewer) {
        return DeadWebhookView.of(known(id, viewer));
    }

    @GetMapping("/{id}/payload")
    @Requires(Permission.SEE_CHATS)
    @Operation(
            summary = "A dead webhook as it came",
            description =
                    "With whatever a patient wrote, so only for who sees the chats of all clinics of its channel.")
    ResponseEntity<byte[]> payload(@PathVariable String id, Viewer viewer) {
        var webhook = known(id, viewer);
        if (!seesAllOf(webhook.channel(), viewer)) {
            throw new AccessDeniedException("The payload concerns clinics that are none of the viewer's");
        }
        var bytes = inbound.deadBytes(webhook.id())
                .orElseThrow(() -> Refusal.conflict(
                        "Webhook %s is older than recado.inbound.keep; its payload is gone.".formatted(id)));
        audit.record(viewer, Action.CHAT_SEEN, "webhook:" + id);
        // whoever sent it had the app's secret, and even so no browser shall take it for a page
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(bytes);
    }

    @PostMapping("/{id}/retry")
    @Requires(Permission.MANAGE_SOURCES)
    @Operation(
            summary = "Read a dead webhook again",
            description =
                    "What was taken of it before is not taken twice. The answer says what became of it. 409 when it needs nobody any more.")
    DeadWebhookView retry(@PathVariable String id, Viewer viewer) {
        return settled(inbound.retry(known(id, viewer).id(), viewer.name()), viewer, Action.WEBHOOK_RETRIED, Map.of());
    }

    @PostMapping("/{id}/discard")
    @Requires(Permission.MANAGE_SOURCES)
    @Operation(
            summary = "Take a dead webhook off the list",
            description = "It is kept with the reason. 409 when it needs nobody any more.")
    DeadWebhookView discard(
            @PathVariable String id,
            @Parameter(description = "why it does not matter; nothing personal")
                    @RequestParam(required = false)
                    @Nullable
                    String reason,
            Viewer viewer) {
        var why = Parameters.given(reason);
        if (why == null || why.length() > LONGEST_REASON) {
            throw Refusal.parameter(
                    "reason",
                    why == null ? "nothing" : why.length() + " characters",
                    "a sentence of at most %d characters".formatted(LONGEST_REASON));
        }
        return settled(
                inbound.discard(known(id, viewer).id(), viewer.name(), why),
                viewer,
                Action.FAILURE_DISCARDED,
                Map.of("kind", "webhook"));
    }

    private DeadWebhookView settled(Settling settling, Viewer viewer, Action action, Map<String, String> details) {
        return switch (settling) {
            case Settling.Done(var webhook) -> {
                audit.record(viewer, action, null, "webhook:" + webhook.id(), details);
                yield DeadWebhookView.of(webhook);
            }
            case Settling.Unknown(var id) -> throw Refusal.noSuch("dead webhook", id);
            case Settling.NotDead(var id, var state) ->
                throw Refusal.conflict("Webhook %d needs nobody any more: it is %s.".formatted(id, state));
            case Settling.NothingLeft(var id) ->
                throw Refusal.conflict(
                        "Webhook %d is older than recado.inbound.keep; there is nothing left to read.".formatted(id));
        };
    }

    private boolean seesAllOf(ChannelId channel, Viewer viewer) {
        return clinics.all().stream()
                .filter(clinic -> clinic.channel().equals(channel))
                .allMatch(clinic -> viewer.sees(clinic.id()));
    }

    /** A channel's troubles are shown to whoever works for one of its clinics, and those of one that has none to who works for all. */
    private boolean sees(ChannelId channel, Viewer viewer) {
        return viewer.clinics().all()
                || clinics.all().stream()
                        .anyMatch(clinic -> clinic.channel().equals(channel) && viewer.sees(clinic.id()));
    }

    private DeadWebhook known(String id, Viewer viewer) {
        return inbound.deadOne(number(id))
                .filter(webhook -> sees(webhook.channel(), viewer))
                .orElseThrow(() -> Refusal.noSuch("dead webhook", id));
    }

    /** What is no number names no webhook either. */
    private static long number(String id) {
        if (!id.matches("\\d{1,18}")) {
            throw Refusal.noSuch("dead webhook", id);
        }
        return Long.parseLong(id);
    }

    /** A webhook that could not be read. */
    @Schema(name = "DeadWebhook")
    record DeadWebhookView(
            long id,
            String channel,
            Instant receivedAt,

            @Schema(allowableValues = {"partial", "rejected", "read", "discarded"})
            String state,

            @Schema(description = "What was wrong, by its place in the payload and without what a patient wrote")
            @Nullable
            String reason,

            @Schema(description = "Whether its payload is still there to be read again")
            boolean kept,

            List<DoneView> done) {

        static DeadWebhookView of(DeadWebhook webhook) {
            return new DeadWebhookView(
                    webhook.id(),
                    webhook.channel().value(),
                    webhook.receivedAt(),
                    webhook.state(),
                    webhook.reason(),
                    webhook.kept(),
                    webhook.actions().stream().map(DoneView::of).toList());
        }
    }

    /** What somebody did about it. */
    @Schema(name = "DoneAboutWebhook")
    record DoneView(
            Instant at,
            String by,

            @Schema(allowableValues = {"retry", "discard"}) String action,

            @Schema(description = "The webhook's state afterwards")
            String outcome,

            @Nullable String reason) {

        static DoneView of(DeadWebhook.Action action) {
            return new DoneView(action.at(), action.by(), action.action(), action.outcome(), action.reason());
        }
    }
}

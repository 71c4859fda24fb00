package io.recado.console.api;

import static io.recado.console.api.Parameters.messageId;

import io.recado.console.access.Permission;
import io.recado.console.access.Requires;
import io.recado.console.access.Viewer;
import io.recado.console.api.FailedWishes.Phone;
import io.recado.console.api.FailedWishes.PhoneCorrection;
import io.recado.console.api.PhoneView.CorrectedView;
import io.recado.console.failed.FailedDesk;
import io.recado.outbox.Handling;
import io.recado.outbox.MessageId;
import io.recado.outbox.Messages;
import io.recado.recovery.Correction;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The phones of failed messages. A number comes in the body: an address is no place for one. */
@RestController
@RequestMapping(ApiConfiguration.ROOT + "/failed/{id}")
@Requires(Permission.CORRECT_PHONES)
@Tag(name = "Failed messages")
class FailedPhonesController {

    private final FailedDesk desk;
    private final Messages ledger;
    private final Bodies bodies;

    FailedPhonesController(FailedDesk desk, Messages ledger, Bodies bodies) {
        this.desk = desk;
        this.ledger = ledger;
        this.bodies = bodies;
    }

    @PostMapping("/check-phone")
    @Operation(
            summary = "What to know before the phone is corrected",
            description =
                    "How the number is understood, who else has the number that failed, and who has the new one already. Changes nothing.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content = @Content(schema = @Schema(implementation = Phone.class)))
    PhoneView check(@PathVariable String id, @RequestBody(required = false) @Nullable String body, Viewer viewer) {
        var typed = typed(bodies.read(body, Phone.class).phone());
        return desk.lookAtPhone(viewer, messageId(id), typed)
                .map(PhoneView::of)
                .orElseThrow(() -> Refusal.noSuch("failed message", id));
    }

    @PostMapping("/correct-phone")
    @Operation(
            summary = "Correct the phone of the message's patient, and send it again",
            description =
                    "The number counts at once and until the source has another one. Where the source can be written to, it is told by a "
                            + "write-back, which is a conflict when somebody changed the number there meanwhile. 409 when the message waits for nobody.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content = @Content(schema = @Schema(implementation = PhoneCorrection.class)))
    CorrectedView correct(
            @PathVariable String id, @RequestBody(required = false) @Nullable String body, Viewer viewer) {
        var wish = bodies.read(body, PhoneCorrection.class);
        var message = messageId(id);
        return switch (desk.correctPhone(viewer, message, typed(wish.phone()))) {
            case Correction.Corrected corrected ->
                corrected(corrected, message, wantsResend(wish, viewer) && resent(viewer, message));
            case Correction.NotUsable(var problem) ->
                throw Refusal.missing("phone", "a number that can be dialled (%s)".formatted(problem));
            case Correction.SameNumber same ->
                throw Refusal.conflict(
                        "This is the number that the patient has already; to try it again, resend the message.");
            case Correction.NobodysPhone nobody ->
                throw Refusal.conflict("The message is not about a patient whose phone could be corrected.");
            case Correction.NotWaiting(var why) -> throw FailedController.refused(why);
        };
    }

    private static boolean wantsResend(PhoneCorrection wish, Viewer viewer) {
        return (wish.resend() == null || wish.resend()) && viewer.may(Permission.HANDLE_FAILED);
    }

    private boolean resent(Viewer viewer, MessageId id) {
        return desk.resend(viewer, id) instanceof Handling.Done;
    }

    private CorrectedView corrected(Correction.Corrected corrected, MessageId id, boolean resent) {
        return new CorrectedView(
                corrected.phone().e164(),
                corrected.writeBack() == null ? null : corrected.writeBack().toString(),
                resent,
                ledger.find(id).map(MessageView::of).orElseThrow(() -> Refusal.noSuch("message", id)));
    }

    private static String typed(@Nullable String phone) {
        var typed = Parameters.given(phone);
        if (typed == null) {
            throw Refusal.missing("phone", "the right number");
        }
        return typed;
    }
}

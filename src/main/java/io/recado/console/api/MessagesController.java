package io.recado.console.api;

import static io.recado.console.api.Parameters.constant;
import static io.recado.console.api.Parameters.idCursor;

import io.recado.automation.DecisionRecord;
import io.recado.automation.Decisions;
import io.recado.console.access.Action;
import io.recado.console.access.AuditLog;
import io.recado.console.access.Permission;
import io.recado.console.access.Requires;
import io.recado.console.access.Viewer;
import io.recado.console.api.MessageView.DecisionView;
import io.recado.console.api.MessageView.StepView;
import io.recado.console.api.MessageView.TryView;
import io.recado.outbox.Message;
import io.recado.outbox.MessageQuery;
import io.recado.outbox.Messages;
import io.recado.outbox.Status;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(ApiConfiguration.ROOT)
@Requires(Permission.SEE_MESSAGES)
@Tag(name = "Messages")
class MessagesController {

    private final Messages ledger;
    private final Decisions decisions;
    private final Parameters parameters;
    private final AuditLog audit;

    MessagesController(Messages ledger, Decisions decisions, Parameters parameters, AuditLog audit) {
        this.ledger = ledger;
        this.decisions = decisions;
        this.parameters = parameters;
        this.audit = audit;
    }

    @GetMapping("/messages")
    @Operation(summary = "Messages of the ledger, newest first")
    Page<MessageView> messages(
            @Parameter(description = "such as `delivered`") @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String clinic,
            @Parameter(description = "such as `appointment:4711`") @RequestParam(required = false) @Nullable
                    String subject,
            @Parameter(description = "planned at this time or later: a date, or a time with its offset")
                    @RequestParam(required = false)
                    @Nullable
                    String since,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit,
            Viewer viewer) {
        var clinicId = parameters.clinic(clinic, viewer);
        var query = new MessageQuery(
                constant("status", status, Status.class),
                viewer.clinics().narrowedTo(clinicId),
                Parameters.given(subject),
                parameters.from("since", since, clinicId));
        var page = ledger.search(query, idCursor(cursor), Limit.of(limit));
        audit.record(viewer, Action.MESSAGES_SEEN, clinicId, query.subject() == null ? "messages" : query.subject());
        return new Page<>(page.items(), page.next()).map(MessageView::of);
    }

    @GetMapping("/messages/{id}")
    @Operation(summary = "One message with its steps and with what its rule decided")
    MessageView.Whole message(@PathVariable String id, Locale language, Viewer viewer) {
        var message = known(id, viewer);
        var key = message.key();
        audit.record(viewer, Action.MESSAGES_SEEN, message.clinic(), key.subject());
        return new MessageView.Whole(
                MessageView.of(message),
                message.dueAt(),
                message.usefulUntil(),
                ledger.history(message.id()).stream().map(StepView::of).toList(),
                ledger.attempts(message.id()).stream().map(TryView::of).toList(),
                Stream.concat(
                                views(decisions.of(key.subject()), false, language),
                                views(decisions.replaced(key.subject()), true, language))
                        .filter(decision -> decision.rule().equals(key.rule()))
                        .toList());
    }

    private static Stream<DecisionView> views(List<DecisionRecord> decisions, boolean replaced, Locale language) {
        return decisions.stream().map(decision -> DecisionView.of(decision, replaced, language));
    }

    /** One of another clinic does not exist for the viewer. */
    private Message known(String id, Viewer viewer) {
        return ledger.find(Parameters.messageId(id))
                .filter(message -> viewer.sees(message.clinic()))
                .orElseThrow(() -> Refusal.noSuch("message", id));
    }
}

package io.recado.sandbox.whatsapp.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.chat.History.Shown;
import io.recado.sandbox.whatsapp.message.Draft;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Takes up what a killed process had not fetched yet. */
@Component
class UnfinishedLinks {

    private final LinkedFiles linked;
    private final History history;
    private final Accounts accounts;
    private final Chats chats;

    UnfinishedLinks(LinkedFiles linked, History history, Accounts accounts, Chats chats) {
        this.linked = linked;
        this.history = history;
        this.accounts = accounts;
        this.chats = chats;
    }

    @EventListener(ApplicationReadyEvent.class)
    void takeUp() {
        for (String wamid : linked.unfinished()) {
            history.find(wamid).ifPresentOrElse(this::takeUp, () -> linked.drop(wamid));
        }
    }

    private void takeUp(Shown message) {
        Draft draft = new Draft(
                "+" + message.waId(),
                message.waId(),
                false,
                message.type(),
                message.text(),
                (ObjectNode) message.view(),
                message.category(),
                message.opaque(),
                null);
        chats.fetch(draft, accounts.line(message.phoneNumberId()), message.wamid(), null);
    }
}

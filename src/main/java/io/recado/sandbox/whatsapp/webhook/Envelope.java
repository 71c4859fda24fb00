package io.recado.sandbox.whatsapp.webhook;

import io.recado.sandbox.whatsapp.webhook.WebhookQueue.Due;
import java.util.List;

/** The body of one webhook, put together as text: what it carries is JSON already. */
public final class Envelope {

    static final String MESSAGES = "messages";
    private static final int CHANGES_OF_AN_ENTRY = 10;

    private Envelope() {}

    /**
     * Several changes as WhatsApp batches them: in order, spread over entries. What is told of messages has no time of its own in
     * an entry; what is told of an account has, and an entry for itself.
     */
    public static String of(String accountId, List<Due> batch) {
        StringBuilder json = new StringBuilder(64 + 700 * batch.size())
                .append("{\"object\":\"whatsapp_business_account\",\"entry\":[");
        int inEntry = 0;
        for (Due webhook : batch) {
            boolean ofAccount = !MESSAGES.equals(webhook.field());
            if (inEntry == 0 || inEntry == CHANGES_OF_AN_ENTRY || ofAccount) {
                json.append(inEntry == 0 ? "" : "]},").append("{\"id\":\"").append(accountId);
                if (ofAccount) {
                    json.append("\",\"time\":")
                            .append(webhook.createdAt().getEpochSecond())
                            .append(",\"changes\":[");
                } else {
                    json.append("\",\"changes\":[");
                }
                inEntry = 0;
            } else {
                json.append(',');
            }
            json.append(webhook.change());
            inEntry = ofAccount ? CHANGES_OF_AN_ENTRY : inEntry + 1;
        }
        return json.append(inEntry == 0 ? "]}" : "]}]}").toString();
    }
}

package io.recado.sandbox.whatsapp.webhook;

import io.recado.sandbox.whatsapp.webhook.WebhookQueue.Due;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Which updates share a webhook: at most 1,000 of them and 3 MB, as WhatsApp's do. */
final class Batches {

    private static final int MOST = 1_000;
    private static final int LARGEST = 3_000_000;
    /** What the envelope may take, and what escaping may make of one character. */
    private static final int ROOM = 100_000;

    private Batches() {}

    /**
     * @param most updates in one webhook, except of those that are held to go out together
     * @param shuffle whether they come in any order
     */
    static List<List<Due>> of(List<Due> due, int most, boolean shuffle) {
        List<Due> one = new ArrayList<>();
        List<Due> together = new ArrayList<>();
        for (Due webhook : due) {
            if (!webhook.change().isEmpty()) {
                (webhook.bulk() ? together : one).add(webhook);
            }
        }
        if (shuffle) {
            Collections.shuffle(one);
        }
        List<List<Due>> batches = new ArrayList<>();
        cut(one, Math.min(most, MOST), batches);
        cut(together, MOST, batches);
        return batches;
    }

    private static void cut(List<Due> due, int most, List<List<Due>> batches) {
        int size = 0;
        int from = 0;
        for (int i = 0; i < due.size(); i++) {
            int next = bytes(due.get(i).change());
            if (i > from && (i - from == most || size + next > LARGEST - ROOM)) {
                batches.add(due.subList(from, i));
                from = i;
                size = 0;
            }
            size += next;
        }
        if (from < due.size()) {
            batches.add(due.subList(from, due.size()));
        }
    }

    /** On the wire, where everything beyond ASCII takes six bytes. */
    private static int bytes(String change) {
        int beyond = 0;
        for (int i = 0; i < change.length(); i++) {
            if (change.charAt(i) >= 0x80) {
                beyond++;
            }
        }
        return change.length() + 5 * beyond;
    }
}

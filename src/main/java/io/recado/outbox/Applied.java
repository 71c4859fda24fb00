package io.recado.outbox;

/**
 * What a batch of reports did.
 *
 * @param changed reports that moved a message forward
 * @param stale reports that said nothing new
 * @param unknown reports about messages that this ledger never sent
 */
public record Applied(int changed, int stale, int unknown) {

    static final Applied NOTHING = new Applied(0, 0, 0);

    Applied plus(Applied other) {
        return new Applied(changed + other.changed, stale + other.stale, unknown + other.unknown);
    }
}

package io.recado.outbox;

/**
 * What stands and moves before one channel at this instant.
 *
 * @param perSecond messages that this node lets through each second now; less than the channel's rate after WhatsApp asked for less haste
 * @param due messages whose time has come and that are not queued yet
 * @param queued messages in the channel's queue, those held back included
 * @param sending messages of which WhatsApp has not said yet whether it takes them
 * @param inDoubt messages whose answer was lost
 */
public record ChannelFlow(double perSecond, long due, long queued, long sending, long inDoubt) {

    /** Everything that has not left. */
    public long waiting() {
        return due + queued;
    }
}

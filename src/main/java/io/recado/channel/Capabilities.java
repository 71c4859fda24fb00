package io.recado.channel;

/**
 * What a kind of channel can do. Features switch themselves on by these, not by a channel's type.
 *
 * @param standing whether it tells how it stands: quality, messaging limit, throughput
 */
public record Capabilities(
        boolean templates,
        boolean quickReplies,
        boolean links,
        boolean media,
        boolean statuses,
        boolean serviceWindow,
        boolean standing) {

    static Capabilities of(String type) {
        return switch (type) {
            case "whatsapp-cloud" -> new Capabilities(true, true, true, true, true, true, true);
            // QR-linked gateways: a person's own WhatsApp, without templates or buttons, and without Meta's window
            case "waha", "evolution" -> new Capabilities(false, false, false, true, true, false, false);
            default ->
                throw new IllegalArgumentException(
                        "No channel type '%s'. Known are whatsapp-cloud, waha and evolution.".formatted(type));
        };
    }
}

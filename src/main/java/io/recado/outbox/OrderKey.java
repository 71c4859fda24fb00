package io.recado.outbox;

/**
 * What makes an order the same order: planning it twice, or on two nodes, leaves one message.
 *
 * @param rule name of the rule that ordered it, such as {@code reminder}
 * @param subject what it is about, such as {@code appointment:4711}
 * @param version changes when what the message says changes, such as the appointment's start
 */
public record OrderKey(String rule, String subject, String version) {}

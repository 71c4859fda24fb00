package io.recado.sandbox.whatsapp.chat;

/**
 * Something to tap in a message.
 *
 * @param kind {@code quick_reply} of a template, {@code reply} or {@code row} of an interactive message, {@code url} or
 *     {@code phone_number}
 * @param id what comes back when it is tapped; the address behind a link
 * @param description second line of a row; empty elsewhere
 */
public record Action(String kind, String text, String id, String description) {}

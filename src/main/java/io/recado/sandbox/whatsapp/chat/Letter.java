package io.recado.sandbox.whatsapp.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a person says, as businesses are told of it and as the phone shows it.
 *
 * @param type as the phone shows it; the webhook names the same, or {@code unsupported}
 * @param text its words; empty when it has none
 * @param message the webhook's {@code messages[]} element without sender, id and time
 * @param view what the phone draws
 */
record Letter(String type, String text, ObjectNode message, ObjectNode view) {}

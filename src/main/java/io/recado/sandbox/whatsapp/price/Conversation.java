package io.recado.sandbox.whatsapp.price;

import java.time.Instant;

/** What a status calls a conversation: the one it was priced in, or the 72 free hours after an advertisement. */
public record Conversation(String id, Instant until) {}

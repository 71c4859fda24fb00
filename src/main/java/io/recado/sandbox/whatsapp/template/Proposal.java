package io.recado.sandbox.whatsapp.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A template as somebody asks for it, found to be in order.
 *
 * @param components as they are kept: types in capitals, fixed texts written out
 * @param extras what else was given, such as {@code message_send_ttl_seconds}
 */
record Proposal(String name, String language, String category, boolean named, JsonNode components, ObjectNode extras) {}

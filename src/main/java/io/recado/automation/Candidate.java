package io.recado.automation;

import io.recado.outbox.OrderKey;

/**
 * What a rule decides about.
 *
 * @param key the rule, the subject and the version of it that is decided on
 * @param facts what the decision rested on, kept with it as JSON: times, states, ids and versions, never a name or a number
 */
public record Candidate(OrderKey key, Record facts) {}

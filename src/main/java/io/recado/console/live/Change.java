package io.recado.console.live;

import io.recado.configuration.ClinicId;

/**
 * Something about an appointment is new.
 *
 * @param key grows within one feed, or names what changed when a feed has no numbers
 */
record Change(String key, ClinicId clinic, long appointment) {}

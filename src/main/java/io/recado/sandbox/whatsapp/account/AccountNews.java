package io.recado.sandbox.whatsapp.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.WhatsAppSettings.Account;

/**
 * Something about a business account that its callback is to be told.
 *
 * @param field the webhook field, such as {@code account_update}
 * @param value what stands in its {@code value}
 */
public record AccountNews(Account account, String field, ObjectNode value) {}

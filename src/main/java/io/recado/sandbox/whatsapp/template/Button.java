package io.recado.sandbox.whatsapp.template;

/**
 * A button of a template.
 *
 * @param kind {@code quick_reply}, {@code url}, {@code phone_number}, {@code copy_code}, {@code flow} …
 * @param target address or number behind it; empty for a quick reply
 */
public record Button(String kind, String text, String target) {}

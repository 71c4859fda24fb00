package io.recado.template;

/** What WhatsApp takes a template for, and bills it as. */
public enum Category {
    UTILITY,
    MARKETING
}

package io.recado.template;

/** A template came, or its approval changed. Published as a Spring event inside the transaction that kept it. */
public record TemplateChanged(String name, String language) {}

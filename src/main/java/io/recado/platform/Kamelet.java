package io.recado.platform;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kamelet as its file says, for people to read.
 *
 * @param yaml the whole file; what looks like a secret is blotted out
 * @param steps what happens to what comes in, in order
 */
public record Kamelet(
        String name,
        String title,
        @Nullable String description,
        List<Parameter> parameters,
        List<Step> steps,
        String yaml) {

    /**
     * What a kamelet can be told.
     *
     * @param secret whether its value is nobody's business
     */
    public record Parameter(
            String name,
            @Nullable String title,
            @Nullable String description,
            @Nullable String standard,
            boolean required,
            boolean secret) {}

    /**
     * One step.
     *
     * @param kind Camel's word for it, such as {@code setHeader}
     * @param about what it is done to or where it goes; empty when its kind says all
     * @param inside the steps within it
     */
    public record Step(String kind, String about, List<Step> inside) {}
}

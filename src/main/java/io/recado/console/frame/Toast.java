package io.recado.console.frame;

import java.io.Serializable;

/**
 * A short word about what was just done. As flash attribute or model attribute {@value #NAME} the next page shows it for a few seconds.
 *
 * @param tone {@code good} or {@code bad}
 * @param text in the reader's language
 */
public record Toast(String tone, String text) implements Serializable {

    public static final String NAME = "toast";

    public static Toast good(String text) {
        return new Toast("good", text);
    }

    public static Toast bad(String text) {
        return new Toast("bad", text);
    }
}

package io.recado.console.frame;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.webjars.WebJarVersionLocator;

/**
 * Tabler's outline icons as SVG to be put into pages: a page carries the few that it shows, and nobody loads a font of five thousand.
 * Templates use it through the fragment {@code ui :: icon}.
 */
@Component("icons")
class Icons {

    private static final String WEBJAR = "tabler__icons";
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");
    private static final Pattern ROOT = Pattern.compile("(?s)^.*?<svg.*?>");
    private static final Pattern SPACE = Pattern.compile(">\\s+<");
    private static final String OPENING =
            "<svg class=\"icon\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" "
                    + "stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\" focusable=\"false\">";

    private final String folder;
    private final Map<String, String> read = new ConcurrentHashMap<>();

    Icons() {
        var path = new WebJarVersionLocator().fullPath(WEBJAR, "icons/outline/check.svg");
        if (path == null) {
            throw new IllegalStateException("The icons were expected in the webjar " + WEBJAR + ", which is not there");
        }
        this.folder = path.substring(0, path.lastIndexOf('/') + 1);
    }

    /**
     * One of them.
     *
     * @param name as on tabler.io/icons, such as {@code circle-check}
     */
    public String svg(String name) {
        return read.computeIfAbsent(name, this::read);
    }

    private String read(String name) {
        var file = new ClassPathResource(folder + name + ".svg");
        if (!NAME.matcher(name).matches() || !file.exists()) {
            throw new IllegalArgumentException("Tabler has no outline icon '%s'".formatted(name));
        }
        try {
            var text = file.getContentAsString(StandardCharsets.UTF_8).strip();
            return SPACE.matcher(ROOT.matcher(text).replaceFirst(OPENING)).replaceAll("><");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

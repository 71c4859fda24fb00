package io.recado.console.sources;

import io.recado.configuration.Wiring.SourceEntry;
import io.recado.platform.Kamelet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a kamelet is given, with every secret blotted out. */
@Component
class KameletParameterViews {

    private static final String BLOT = "••••••";
    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(password|passwd|secret|token|key|credential|auth).*");

    /** {@code //user:password@host} and {@code ?password=…}. */
    private static final Pattern IN_ADDRESS =
            Pattern.compile("(?i)(//[^/@\\s:]+:)[^@/\\s]+(@)|([?&;](?:password|user|token|secret)=)[^&;\\s]+");

    /** @param value null when nobody gave one */
    record Given(Kamelet.Parameter parameter, @Nullable String value) {}

    List<Given> of(Kamelet kamelet, SourceEntry entry) {
        return kamelet.parameters().stream()
                .map(parameter -> new Given(parameter, value(parameter, entry)))
                .toList();
    }

    private static @Nullable String value(Kamelet.Parameter parameter, SourceEntry entry) {
        var given = entry.parameters().get(parameter.name());
        if (given == null) {
            return parameter.standard();
        }
        return parameter.secret() || SECRET_NAME.matcher(parameter.name()).matches() ? BLOT : withoutSecrets(given);
    }

    static String withoutSecrets(String value) {
        return IN_ADDRESS
                .matcher(value)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) != null ? found.group(1) + BLOT + found.group(2) : found.group(3) + BLOT));
    }
}

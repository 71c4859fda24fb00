package io.recado.template;

import static java.util.stream.Collectors.groupingBy;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All templates as they stood at one moment. */
public final class Catalogue {

    private final Map<String, List<Template>> byName;
    /** A page of appointments asks the same few questions again and again. */
    private final Map<Question, Choice> chosen = new ConcurrentHashMap<>();

    private record Question(String name, @Nullable String reader, Locale clinic) {}

    public Catalogue(List<Template> templates) {
        byName = templates.stream().collect(groupingBy(Template::name));
    }

    /** What choosing a template led to. */
    public sealed interface Choice {

        record Found(Template template) implements Choice {}

        /** No template has this name in any language that would do. */
        record Missing(String name) implements Choice {}

        /** There is one, but WhatsApp does not let it be used now. */
        record Inactive(String name) implements Choice {}
    }

    /**
     * The active variant of a template that suits its reader best: in the reader's language, else in the clinic's, else in Spanish. A
     * region counts when there is a variant for it and is otherwise ignored, so {@code pt} and {@code pt-PT} find {@code pt_BR}.
     *
     * @param reader BCP 47 tag; null when nobody knows
     */
    public Choice choose(String name, @Nullable String reader, Locale clinic) {
        return chosen.computeIfAbsent(new Question(name, reader, clinic), this::answer);
    }

    private Choice answer(Question question) {
        var name = question.name();
        var suitable = languages(question.reader(), question.clinic())
                .flatMap(language -> variants(name, language))
                .distinct()
                .toList();
        if (suitable.isEmpty()) {
            return new Choice.Missing(name);
        }
        return suitable.stream()
                .filter(Template::usable)
                .findFirst()
                .<Choice>map(Choice.Found::new)
                .orElseGet(() -> new Choice.Inactive(name));
    }

    /** Whether this very variant may be used now, named as {@link Template#reference()} does. */
    public boolean usable(String reference) {
        return byName.values().stream()
                .flatMap(List::stream)
                .anyMatch(template -> template.usable() && template.reference().equals(reference));
    }

    private static Stream<Locale> languages(@Nullable String reader, Locale clinic) {
        var spanish = Locale.forLanguageTag("es");
        return reader == null
                ? Stream.of(clinic, spanish)
                : Stream.of(Locale.forLanguageTag(reader.replace('_', '-')), clinic, spanish);
    }

    /** Those of a language, the one of the very region first. */
    private Stream<Template> variants(String name, Locale language) {
        var inLanguage = byName.getOrDefault(name, List.of()).stream()
                .filter(template -> template.locale().getLanguage().equals(language.getLanguage()))
                .toList();
        return Stream.concat(
                inLanguage.stream().filter(template -> template.locale().equals(language)),
                inLanguage.stream()
                        .filter(template -> !template.locale().equals(language))
                        .sorted(Comparator.comparing(Template::language)));
    }
}

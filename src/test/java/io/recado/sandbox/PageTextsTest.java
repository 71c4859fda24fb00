package io.recado.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages speak both languages completely. */
class PageTextsTest {

    private static final Path HOME = Path.of("src/main/resources/sandbox");
    private static final Pattern IN_SCRIPTS = Pattern.compile("\\bt\\('([a-z.-]+[a-z])'");
    private static final Pattern IN_TEMPLATES = Pattern.compile("#\\{([a-z][a-z.-]+)[}(]");

    @ParameterizedTest
    @ValueSource(strings = {"layout", "whatsapp", "pms", "crm"})
    void spanishHasWhatEnglishHas(String part) {
        Properties english = texts(part);
        Properties spanish = texts(part + "_es");
        assertThat(new TreeSet<>(spanish.stringPropertyNames()))
                .isEqualTo(new TreeSet<>(english.stringPropertyNames()));
        assertThat(english.values()).as("texts").noneMatch(text -> text.toString()
                .isBlank());
        assertThat(spanish.values()).as("textos").noneMatch(text -> text.toString()
                .isBlank());
    }

    @Test
    void everyTextThatAPageOrAScriptNamesIsThere() {
        Set<String> there = Stream.of("layout", "whatsapp", "pms", "crm")
                .flatMap(part -> texts(part).stringPropertyNames().stream())
                .collect(Collectors.toSet());
        assertThat(named("static", ".js", IN_SCRIPTS)).isNotEmpty().isSubsetOf(there);
        assertThat(named("templates", ".html", IN_TEMPLATES)).isNotEmpty().isSubsetOf(there);
    }

    private static Set<String> named(String folder, String ending, Pattern pattern) {
        try (Stream<Path> files = Files.walk(HOME.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .flatMap(file -> pattern.matcher(read(file)).results().map((MatchResult found) -> found.group(1)))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties texts(String part) {
        Properties texts = new Properties();
        try (var reader = Files.newBufferedReader(HOME.resolve("messages/" + part + ".properties"))) {
            texts.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

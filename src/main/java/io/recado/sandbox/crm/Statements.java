package io.recado.sandbox.crm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client of the CRM would write: the statements of {@code sandbox/crm/statements.sql}, shown on a page and run by the tests. */
final class Statements {

    private static final String FILE = "/sandbox/crm/statements.sql";
    private static final Pattern ONE =
            Pattern.compile("^-- @(\\S+)\\n((?:-- .*\\n)*)((?s:.*?));\\s*$", Pattern.MULTILINE);

    /**
     * @param note what it is for; empty when its name says it
     * @param sql without the semicolon, parameters as {@code :name}
     */
    record Statement(String name, String note, String sql) {}

    private Statements() {}

    static List<Statement> all() {
        try (InputStream in = Statements.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is not on the class path");
            }
            return ONE.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .map(found -> new Statement(found.group(1), note(found.group(2)), found.group(3)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String sql(String name) {
        return all().stream()
                .filter(statement -> statement.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(FILE + " has no statement @" + name))
                .sql();
    }

    private static String note(String comment) {
        Matcher marks = Pattern.compile("(?m)^-- ").matcher(comment);
        return marks.replaceAll("").strip().replace('\n', ' ');
    }
}

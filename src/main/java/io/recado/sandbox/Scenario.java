package io.recado.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.web.util.HtmlUtils;

/** Plays scenario files against a running sandbox, as a test: one line per step, exit code 0 when all passed, 1 when not. */
public final class Scenario {

    private static final String USAGE = "Expected: [--sandbox=http://127.0.0.1:8081] [--junit=report.xml] FILE.yaml …";

    private record Played(String file, JsonNode report) {

        boolean passed() {
            return report.path("passed").asBoolean();
        }
    }

    private Scenario() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        // what goes wrong is printed in UTF-8 whatever the terminal's locale says
        System.exit(run(List.of(args), new PrintStream(System.out, true, StandardCharsets.UTF_8)));
    }

    /** @return the exit code: 0 all passed, 1 one failed or could not be played, 2 not understood */
    static int run(List<String> args, PrintStream out) throws IOException, InterruptedException {
        String port = System.getenv().getOrDefault("RECADO_SANDBOX_PORT", "8081");
        String sandbox = "http://127.0.0.1:" + port;
        Path junit = null;
        List<Path> files = new ArrayList<>();
        for (String argument : args) {
            if (argument.startsWith("--sandbox=")) {
                sandbox = argument.substring("--sandbox=".length());
            } else if (argument.startsWith("--junit=")) {
                junit = Path.of(argument.substring("--junit=".length()));
            } else if (argument.startsWith("-")) {
                out.println(argument + " is not known. " + USAGE);
                return 2;
            } else {
                files.add(Path.of(argument));
            }
        }
        if (files.isEmpty()) {
            out.println("No scenario is named. " + USAGE);
            return 2;
        }
        List<Played> played = new ArrayList<>();
        boolean passed = true;
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (Path file : files) {
                passed &= play(http, sandbox, file, played, out);
            }
        }
        if (junit != null) {
            Files.writeString(junit, junit(played));
        }
        return passed ? 0 : 1;
    }

    private static boolean play(HttpClient http, String sandbox, Path file, List<Played> played, PrintStream out)
            throws IOException, InterruptedException {
        out.println(file);
        if (!Files.isReadable(file)) {
            out.println("  there is no such file");
            return false;
        }
        HttpResponse<String> answer;
        try {
            answer = http.send(
                    HttpRequest.newBuilder(URI.create(sandbox + "/sandbox/api/scenarios/run"))
                            .header("Content-Type", "application/yaml")
                            .POST(HttpRequest.BodyPublishers.ofFile(file))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException e) {
            out.println("  a running sandbox was expected at " + sandbox + ", nobody answers there");
            return false;
        }
        JsonNode report = new ObjectMapper().readTree(answer.body());
        if (answer.statusCode() != 200) {
            out.println("  not played: " + report.path("detail").asText(answer.body()));
            return false;
        }
        for (JsonNode line : report.path("lines")) {
            out.printf(
                    Locale.ROOT,
                    "  %-7s %2d %s (%.1f s)%n",
                    line.path("outcome").asText(),
                    line.path("step").asInt(),
                    line.path("told").asText(),
                    line.path("millis").asLong() / 1000.0);
            if (line.hasNonNull("problem")) {
                out.println("             " + line.path("problem").asText());
            }
        }
        Played one = new Played(file.toString(), report);
        played.add(one);
        out.println(one.passed() ? "passed" : "FAILED");
        return one.passed();
    }

    private static String junit(List<Played> played) {
        StringBuilder xml = new StringBuilder(
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"scenarios\" tests=\"")
                .append(played.size())
                .append("\" failures=\"")
                .append(played.stream().filter(one -> !one.passed()).count())
                .append("\">\n");
        for (Played one : played) {
            long millis = 0;
            String problem = "";
            for (JsonNode line : one.report().path("lines")) {
                millis += line.path("millis").asLong();
                if (line.hasNonNull("problem")) {
                    problem = "step " + line.path("step").asInt() + ": "
                            + line.path("problem").asText();
                }
            }
            xml.append("  <testcase classname=\"scenario\" name=\"")
                    .append(escaped(one.file()))
                    .append("\" time=\"")
                    .append(millis / 1000.0)
                    .append("\">");
            if (!one.passed()) {
                xml.append("<failure message=\"").append(escaped(problem)).append("\"/>");
            }
            xml.append("</testcase>\n");
        }
        return xml.append("</testsuite>\n").toString();
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}

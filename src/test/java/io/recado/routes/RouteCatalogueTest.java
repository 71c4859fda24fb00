package io.recado.routes;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.recado.routes.RouteFile.Flow;
import io.recado.routes.RouteFile.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the line over {@code routes/}, so that reviewers need not. Camel itself starts cleanly on most of what is refused here. A finding names
 * the file, the id and what to write instead.
 */
class RouteCatalogueTest {

    private static final Path ROUTES = Path.of("routes");
    private static final List<RouteFile> FILES = RouteFile.below(ROUTES, ".camel.yaml");
    private static final List<RouteFile> KAMELETS = RouteFile.below(ROUTES, ".kamelet.yaml");
    private static final Pattern KEBAB = Pattern.compile("[a-z0-9]+(-([a-z0-9]+|\\{\\{[a-zA-Z]+}}))*");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([A-Za-z][A-Za-z0-9]*)(:[^}]*)?}}");
    private static final int MOST_STEPS = 15;
    private static final int MOST_ROUTES = 6;
    private static final Set<String> LANGUAGES = Set.of("simple", "constant", "jq", "jsonpath");

    private final List<String> findings = new ArrayList<>();

    @Test
    void thereAreRoutesToLookAt() {
        assertThat(FILES).extracting(RouteFile::name).contains("errors.camel.yaml");
    }

    @Test
    void everyRouteHasAKebabIdOfItsOwnAndALineOfPurpose() {
        var seen = new HashSet<String>();
        eachFlow((file, flow) -> {
            check(KEBAB.matcher(flow.id()).matches(), file, flow.id(), "name it verb-noun in kebab-case");
            check(seen.add(flow.id()), file, flow.id(), "the id is taken by another route");
            check(!flow.description().equals("null"), file, flow.id(), "add a description of one line");
            if (flow.fromUri().startsWith("direct:") && flow.kind().equals("route")) {
                check(
                        flow.fromUri().equals("direct:" + flow.id()),
                        file,
                        flow.id(),
                        "give it the name of its start, " + flow.fromUri());
            }
        });
        assertThat(findings).isEmpty();
    }

    @Test
    void aRouteReadsInOneGo() {
        FILES.forEach(file -> check(file.flows().size() <= MOST_ROUTES, file, file.name(), "split the file by topic"));
        eachFlow((file, flow) -> check(
                RouteFile.allSteps(flow.steps()).size() <= MOST_STEPS,
                file,
                flow.id(),
                "move steps into a sub-route or a bean: more than " + MOST_STEPS));
        assertThat(findings).isEmpty();
    }

    @Test
    void onlyTheCanonicalNotationIsUsed() {
        Stream.concat(FILES.stream(), KAMELETS.stream()).forEach(file -> {
            check(!file.text().contains("- from:"), file, file.name(), "write '- route:' with an id");
            RouteFile.scalars(
                    file.content(),
                    (key, value) -> check(
                            !LANGUAGES.contains(key),
                            file,
                            key + ": " + value,
                            "write the expression under 'expression:'"));
        });
        eachStep((file, flow, step) -> {
            if (Set.of("setBody", "setVariable", "setHeader", "filter", "split").contains(step.name())) {
                check(
                        step.body().containsKey("expression"),
                        file,
                        flow.id() + "/" + step.name(),
                        "write the expression under 'expression:'");
            }
        });
        assertThat(findings).isEmpty();
    }

    @Test
    void whatLeavesTheProcessCanBeAddressedInTestsAndPanels() {
        eachStep((file, flow, step) -> {
            if (Set.of("to", "toD").contains(step.name())) {
                check(step.id().isPresent(), file, flow.id() + " → " + step.uri(), "give the step an id");
            }
        });
        assertThat(findings).isEmpty();
    }

    @Test
    void everyDirectCallHasSomebodyWhoAnswers() {
        var answered = new TreeSet<String>();
        eachFlow((file, flow) -> answered.add(generic(flow.fromUri())));
        eachStep((file, flow, step) -> {
            if (step.uri().startsWith("direct:")) {
                check(
                        answered.contains(generic(step.uri())),
                        file,
                        flow.id(),
                        "nobody consumes " + step.uri() + "; a message would fail there");
            }
        });
        assertThat(findings).isEmpty();
    }

    @Test
    void decisionsStayInJava() {
        Stream.concat(FILES.stream(), KAMELETS.stream()).forEach(file -> {
            for (String forbidden :
                    List.of("groovy:", "script:", "#class:", "javaScript:", "python:", "spel:", "ognl:")) {
                check(!file.text().contains(forbidden), file, forbidden, "write a bean with a unit test instead");
            }
        });
        eachStep((file, flow, step) -> {
            if (step.uri().startsWith("bean:")) {
                var parameters = step.body().get("parameters");
                check(
                        step.uri().contains("method=")
                                || parameters instanceof Map<?, ?> map && map.containsKey("method"),
                        file,
                        flow.id() + " → " + step.uri(),
                        "name the method: a header could choose another");
            }
        });
        assertThat(findings).isEmpty();
    }

    @Test
    void noPersonReachesTheLog() {
        eachStep((file, flow, step) -> {
            if (step.name().equals("log")) {
                var message = String.valueOf(step.body().get("message"));
                check(
                        !message.contains("${body")
                                && !message.contains("exception.message")
                                && !message.contains("exception.stacktrace"),
                        file,
                        flow.id(),
                        "log ids only: bodies and messages of exceptions may hold names, phones and texts");
            }
            check(!step.uri().startsWith("log:"), file, flow.id(), "use a log step with ids, not the log component");
        });
        assertThat(findings).isEmpty();
    }

    @Test
    void everyBorderStripsTheHeadersThatSteerCamel() {
        eachFlow((file, flow) -> {
            if (flow.fromUri().startsWith("jms:") || flow.fromUri().startsWith("platform-http:")) {
                var first = flow.steps().isEmpty()
                        ? Map.of()
                        : (Map<?, ?>) flow.steps().getFirst();
                check(
                        first.containsKey("removeHeaders"),
                        file,
                        flow.id(),
                        "begin with removeHeaders, pattern \"*\" or Camel*");
            }
        });
        assertThat(findings).isEmpty();
    }

    @Test
    void errorsAreHandledInOnePlaceThatHoldsForAll() {
        FILES.stream()
                .filter(file -> !file.name().equals("errors.camel.yaml"))
                .forEach(file -> check(
                        !file.text().contains("onException:") && !file.text().contains("errorHandler:"),
                        file,
                        file.name(),
                        "say it in errors.camel.yaml"));
        var errors = RouteFile.read(ROUTES.resolve("errors.camel.yaml"));
        var configuration = (Map<?, ?>) ((Map<?, ?>) ((List<?>) errors.content()).getFirst()).get("routeConfiguration");
        check(
                !configuration.containsKey("id"),
                errors,
                "routeConfiguration",
                "leave the id away: with one it holds for nobody");
        assertThat(findings).isEmpty();
    }

    @Test
    void aKameletSaysWhatItTakesAndTakesWhatItSays() {
        for (RouteFile file : KAMELETS) {
            var root = (Map<?, ?>) file.content();
            var name = String.valueOf(((Map<?, ?>) root.get("metadata")).get("name"));
            check(file.name().equals(name + ".kamelet.yaml"), file, name, "name the file as its metadata.name");
            check(name.matches(".*-(source|sink|action)"), file, name, "end the name with -source, -sink or -action");
            var spec = (Map<?, ?>) root.get("spec");
            var definition = (Map<?, ?>) spec.get("definition");
            var properties = definition.get("properties") instanceof Map<?, ?> map ? map : Map.of();
            var required = definition.get("required") instanceof List<?> list ? list : List.of();
            var template = file.text().substring(file.text().indexOf("template:"));
            var used = PLACEHOLDER
                    .matcher(template)
                    .results()
                    .map(match -> match.group(1))
                    .collect(toSet());
            properties.forEach((key, value) -> {
                var property = (Map<?, ?>) value;
                Stream.of("title", "description", "type")
                        .forEach(field ->
                                check(property.containsKey(field), file, name + "." + key, "add its " + field));
                check(used.contains(key), file, name + "." + key, "it is declared and never used");
                check(
                        required.contains(key)
                                || property.containsKey("default")
                                || template.contains("{{?" + key + "}}"),
                        file,
                        name + "." + key,
                        "make it required, give a default, or use it as {{?" + key + "}}");
                if (String.valueOf(key).matches("(?i).*(token|secret|password)")) {
                    check("password".equals(property.get("format")), file, name + "." + key, "add format: password");
                }
            });
            used.forEach(key -> check(properties.containsKey(key), file, name + "." + key, "declare this parameter"));
            RouteFile.allSteps((List<?>) ((Map<?, ?>) ((Map<?, ?>) spec.get("template")).get("from")).get("steps"))
                    .stream()
                    .filter(step -> Set.of("to", "toD").contains(step.name()))
                    .forEach(step ->
                            check(step.id().isPresent(), file, name + " → " + step.uri(), "give the step an id"));
        }
        assertThat(findings).isEmpty();
    }

    private static String generic(String uri) {
        return uri.replaceAll("\\{\\{[^}]*}}|\\$\\{[^}]*}", "*").replaceAll("\\?.*", "");
    }

    private void check(boolean holds, RouteFile file, String id, String instead) {
        if (!holds) {
            findings.add("%s, %s: %s".formatted(file.name(), id, instead));
        }
    }

    private interface FlowCheck {
        void look(RouteFile file, Flow flow);
    }

    private interface StepCheck {
        void look(RouteFile file, Flow flow, Step step);
    }

    private static void eachFlow(FlowCheck check) {
        FILES.forEach(file -> file.flows().forEach(flow -> check.look(file, flow)));
    }

    private static void eachStep(StepCheck check) {
        eachFlow((file, flow) -> RouteFile.allSteps(flow.steps()).forEach(step -> check.look(file, flow, step)));
    }
}

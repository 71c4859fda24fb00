package io.recado.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** One YAML file under {@code routes/}, read as plain maps and lists, with the questions that the catalogue asks of it. */
record RouteFile(Path path, String text, Object content) {

    /** A route, a route template or a kamelet's template: something with an id, a start and steps. */
    record Flow(String kind, String id, String description, Map<?, ?> from, List<?> parameters) {

        String fromUri() {
            return String.valueOf(from.get("uri"));
        }

        List<?> steps() {
            return from.get("steps") instanceof List<?> steps ? steps : List.of();
        }
    }

    /** One step: the name of its pattern, such as {@code to} or {@code choice}, and what it is made of. */
    record Step(String name, Map<?, ?> body) {

        Optional<String> id() {
            return Optional.ofNullable(body.get("id")).map(Object::toString);
        }

        String uri() {
            return String.valueOf(body.get("uri"));
        }
    }

    static List<RouteFile> below(Path folder, String suffix) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .map(RouteFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RouteFile read(Path path) {
        try {
            var text = Files.readString(path);
            return new RouteFile(path, text, new Yaml(new SafeConstructor(new LoaderOptions())).load(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return path.getFileName().toString();
    }

    /** The routes and route templates of a route file. */
    List<Flow> flows() {
        if (!(content instanceof List<?> entries)) {
            return List.of();
        }
        return entries.stream()
                .map(Map.class::cast)
                .flatMap(entry -> Stream.of("route", "routeTemplate")
                        .filter(entry::containsKey)
                        .map(kind -> flow(kind, (Map<?, ?>) entry.get(kind))))
                .toList();
    }

    private static Flow flow(String kind, Map<?, ?> map) {
        return new Flow(
                kind,
                String.valueOf(map.get("id")),
                String.valueOf(map.get("description")),
                (Map<?, ?>) map.get("from"),
                map.get("parameters") instanceof List<?> list ? list : List.of());
    }

    /** Every step below these, however deep, each with its name. */
    static List<Step> allSteps(List<?> steps) {
        var found = new ArrayList<Step>();
        for (Object step : steps) {
            ((Map<?, ?>) step).forEach((name, body) -> {
                var map = body instanceof Map<?, ?> it ? it : Map.of();
                found.add(new Step(String.valueOf(name), map));
                nested(map, list -> found.addAll(allSteps(list)));
            });
        }
        return found;
    }

    private static void nested(Map<?, ?> step, java.util.function.Consumer<List<?>> visit) {
        step.forEach((key, value) -> {
            if (key.equals("steps") && value instanceof List<?> list) {
                visit.accept(list);
            } else if (value instanceof Map<?, ?> branch) {
                nested(branch, visit);
            } else if (value instanceof List<?> branches && !key.equals("parameters")) {
                branches.stream().filter(Map.class::isInstance).forEach(branch -> nested((Map<?, ?>) branch, visit));
            }
        });
    }

    /** Visits every key and scalar below an object. */
    static void scalars(Object object, BiConsumer<String, String> visit) {
        scalars("", object, visit);
    }

    private static void scalars(String key, Object object, BiConsumer<String, String> visit) {
        switch (object) {
            case null -> {}
            case Map<?, ?> map -> map.forEach((name, value) -> scalars(String.valueOf(name), value, visit));
            case List<?> list -> list.forEach(value -> scalars(key, value, visit));
            default -> visit.accept(key, String.valueOf(object));
        }
    }
}

package io.recado.console.frame;

import io.recado.console.access.Viewer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The entries of all pages, as each viewer gets them. */
@Component
public class Menu {

    private final ObjectProvider<MenuItem> items;

    Menu(ObjectProvider<MenuItem> items) {
        this.items = items;
    }

    /** A part of the menu that is not empty. */
    record Part(MenuItem.Group group, List<Entry> entries) {}

    /** @param count how many things wait behind it; 0 shows nothing */
    record Entry(String id, String path, String icon, long count) {}

    /** Where a viewer begins who may not see the agenda; empty when nothing is open to them. */
    public Optional<String> first(Viewer viewer) {
        return Arrays.stream(MenuItem.Group.values())
                .flatMap(group -> of(group, viewer))
                .map(MenuItem::path)
                .filter(path -> !path.equals("/"))
                .findFirst();
    }

    List<Part> parts(Viewer viewer) {
        return Arrays.stream(MenuItem.Group.values())
                .map(group -> new Part(
                        group,
                        of(group, viewer).map(item -> entry(item, viewer)).toList()))
                .filter(part -> !part.entries().isEmpty())
                .toList();
    }

    /** How many things wait behind each entry that counts any, by its id. */
    Map<String, Long> counts(Viewer viewer) {
        return items.stream()
                .filter(item -> item.count() != null && item.visibleTo(viewer))
                .collect(Collectors.toMap(MenuItem::id, item -> count(item, viewer)));
    }

    private Stream<MenuItem> of(MenuItem.Group group, Viewer viewer) {
        return items.stream()
                .filter(item -> item.group() == group && item.visibleTo(viewer))
                .sorted(Comparator.comparingInt(MenuItem::order));
    }

    private static Entry entry(MenuItem item, Viewer viewer) {
        return new Entry(item.id(), item.path(), item.icon(), count(item, viewer));
    }

    private static long count(MenuItem item, Viewer viewer) {
        var count = item.count();
        return count == null ? 0 : count.applyAsLong(viewer);
    }
}

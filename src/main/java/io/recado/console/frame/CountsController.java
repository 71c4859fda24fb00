package io.recado.console.frame;

import io.recado.console.access.RequiresLogin;
import io.recado.console.access.Viewer;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** The menu's counters, for pages that stay open. */
@Controller
@RequiresLogin
class CountsController {

    private final ObjectProvider<MenuItem> items;

    CountsController(ObjectProvider<MenuItem> items) {
        this.items = items;
    }

    /** How many things wait behind each entry of the viewer's menu that counts any, by its id. */
    @GetMapping("/menu/counts")
    @ResponseBody
    Map<String, Long> counts(Viewer viewer) {
        return items.stream()
                .filter(item -> item.count() != null && item.visibleTo(viewer))
                .collect(Collectors.toMap(MenuItem::id, item -> Objects.requireNonNull(item.count())
                        .applyAsLong(viewer)));
    }
}

package io.recado.console.frame;

import io.recado.console.access.RequiresLogin;
import io.recado.console.access.Viewer;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** The menu's counters, for pages that stay open. */
@Controller
@RequiresLogin
class CountsController {

    private final Menu menu;

    CountsController(Menu menu) {
        this.menu = menu;
    }

    @GetMapping("/menu/counts")
    @ResponseBody
    Map<String, Long> counts(Viewer viewer) {
        return menu.counts(viewer);
    }
}

package io.recado.sandbox.pms;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Where the «Reagendar» button leads patients. A clinic has its own page for moving appointments; the demo has none, says so, and points at
 * the agenda, where moving works.
 */
@Controller
class ReagendaPage {

    @GetMapping("/reagenda/{clinic}")
    String page() {
        return "reagenda";
    }
}

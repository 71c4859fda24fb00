package io.recado.console.web;

import io.recado.configuration.Wiring;
import io.recado.console.access.OpenToStrangers;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

@Controller
@OpenToStrangers
class LoginController {

    private final Wiring wiring;

    LoginController(Wiring wiring) {
        this.wiring = wiring;
    }

    @GetMapping("/login")
    String login(Model model) {
        var oidc = wiring.console().oidc();
        model.addAttribute("oidc", oidc == null ? null : oidc.label());
        return "login";
    }
}

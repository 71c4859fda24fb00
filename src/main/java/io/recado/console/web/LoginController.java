package io.recado.console.web;

import io.recado.console.access.OpenToStrangers;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

@Controller
@OpenToStrangers
class LoginController {

    @GetMapping("/login")
    String login() {
        return "login";
    }
}

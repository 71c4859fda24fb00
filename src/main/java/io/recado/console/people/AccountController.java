package io.recado.console.people;

import io.recado.console.access.Change;
import io.recado.console.access.OwnAccount;
import io.recado.console.access.RequiresLogin;
import io.recado.console.access.Viewer;
import io.recado.console.frame.ChosenClinic;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One's own account: what one may do, the password, and leaving everywhere at once. */
@Controller
@RequiresLogin
class AccountController {

    private final OwnAccount own;
    private final ChosenClinic clinics;
    private final Answers answers;

    AccountController(OwnAccount own, ChosenClinic clinics, Answers answers) {
        this.own = own;
        this.clinics = clinics;
        this.answers = answers;
    }

    @GetMapping("/account")
    String account(Model model, Viewer viewer) {
        return page(model, viewer, null);
    }

    @PostMapping("/account/password")
    String changePassword(
            @RequestParam(defaultValue = "") String current,
            @RequestParam(defaultValue = "") String wish,
            @RequestParam(defaultValue = "") String again,
            HttpServletRequest request,
            Model model,
            RedirectAttributes redirect,
            Viewer viewer,
            Locale language) {
        var session = request.getSession(false);
        var change = own.changePassword(viewer, current, wish, again, session == null ? null : session.getId());
        if (change instanceof Change.Refused(var why)) {
            return page(model, viewer, why);
        }
        request.changeSessionId();
        answers.toast(redirect, "account.passwordChanged", language);
        return "redirect:/account";
    }

    @PostMapping("/account/logout-everywhere")
    String logOutEverywhere(Viewer viewer) {
        own.logOutEverywhere(viewer);
        return "redirect:/login?out";
    }

    private String page(Model model, Viewer viewer, Change.@Nullable Why why) {
        model.addAttribute("why", why);
        model.addAttribute("account", own.of(viewer).orElseThrow(Answers::nothingThere));
        if (viewer.newcomer()) {
            return "people/first-password";
        }
        model.addAttribute("logins", own.logins(viewer));
        model.addAttribute("clinics", clinics.seenBy(viewer));
        return "people/account";
    }
}

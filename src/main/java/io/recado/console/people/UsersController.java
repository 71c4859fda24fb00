package io.recado.console.people;

import io.recado.clinic.Clinic;
import io.recado.console.access.Account;
import io.recado.console.access.Change;
import io.recado.console.access.Permission;
import io.recado.console.access.Requires;
import io.recado.console.access.Roles;
import io.recado.console.access.Users;
import io.recado.console.access.Viewer;
import io.recado.console.frame.ChosenClinic;
import io.recado.console.frame.Table;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Users: who they are, what they may do and where. Fields are read one by one, so that a form gives nothing that it does not show. */
@Controller
@Requires(Permission.MANAGE_USERS)
class UsersController {

    private static final int ROWS = 25;

    private final Users users;
    private final Roles roles;
    private final ChosenClinic clinics;
    private final Answers answers;

    UsersController(Users users, Roles roles, ChosenClinic clinics, Answers answers) {
        this.users = users;
        this.roles = roles;
        this.clinics = clinics;
        this.answers = answers;
    }

    @GetMapping("/users")
    String users(
            @RequestParam(required = false) @Nullable String name,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(required = false) @Nullable String active,
            HttpServletRequest request,
            Model model,
            Viewer viewer) {
        var table = Table.of(request, List.of("name", "role", "login"), "name", ROWS);
        var found = users.search(
                viewer,
                new Users.Query(
                        Answers.given(name),
                        role == null || !role.matches("[0-9]{1,18}") ? null : Long.valueOf(role),
                        active == null || active.isEmpty() ? null : Boolean.valueOf(active),
                        table.sort(),
                        table.descending(),
                        table.offset(),
                        table.limit()));
        var seen = clinics.seenBy(viewer);
        model.addAttribute("users", table.cut(found));
        model.addAttribute("table", table.with(null, found.size() > ROWS));
        model.addAttribute("roles", roles.givenBy(viewer));
        model.addAttribute("clinics", seen);
        model.addAttribute("zone", Answers.zone(seen));
        model.addAttribute("name", name);
        model.addAttribute("role", role);
        model.addAttribute("active", active);
        return "people/users";
    }

    /** What a form about an account holds; of a name that is taken or a role that may not be given, what was typed. */
    record Form(@Nullable String name, @Nullable Long role, boolean all, List<String> ticked, int version) {

        static Form of(Account account) {
            return new Form(
                    account.name(),
                    account.role(),
                    account.clinics().all(),
                    account.clinics().ids().stream().map(id -> id.value()).toList(),
                    account.version());
        }
    }

    @GetMapping("/users/new")
    String fresh(Model model, Viewer viewer) {
        return form(model, viewer, null, new Form(null, null, false, List.of(), 0), null);
    }

    @PostMapping("/users/new")
    String create(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "0") String role,
            @RequestParam(defaultValue = "false") boolean all,
            @RequestParam(name = "clinics", required = false) @Nullable List<String> ticked,
            Model model,
            Viewer viewer) {
        var form = new Form(name, number(role), all, ticked == null ? List.of() : ticked, 0);
        var scope = Answers.scope(all, ticked, clinics.seenBy(viewer), viewer);
        return switch (users.create(viewer, name, number(role), scope)) {
            case Change.DoneWith(var password) ->
                secret(model, name.strip().toLowerCase(Locale.ROOT), password, "users.created");
            case Change.Done done -> "redirect:/users";
            case Change.Refused(var why) -> form(model, viewer, null, form, why);
        };
    }

    @GetMapping("/users/{name}")
    String user(@PathVariable String name, Model model, Viewer viewer) {
        var account = users.find(viewer, name).orElseThrow(Answers::nothingThere);
        return form(model, viewer, account, Form.of(account), null);
    }

    @PostMapping("/users/{name}")
    String change(
            @PathVariable String name,
            @RequestParam(defaultValue = "0") String role,
            @RequestParam(defaultValue = "false") boolean all,
            @RequestParam(name = "clinics", required = false) @Nullable List<String> ticked,
            @RequestParam(defaultValue = "0") String version,
            Model model,
            RedirectAttributes redirect,
            Viewer viewer,
            Locale language) {
        var account = users.find(viewer, name).orElseThrow(Answers::nothingThere);
        var scope = Answers.scope(all, ticked, clinics.seenBy(viewer), viewer);
        var change = users.change(viewer, account.name(), number(role), scope, (int) number(version));
        if (change instanceof Change.Refused(var why)) {
            // with the version of now, so that who has seen what is there may save once more
            var form =
                    new Form(account.name(), number(role), all, ticked == null ? List.of() : ticked, account.version());
            return form(model, viewer, account, form, why);
        }
        answers.toast(redirect, "people.saved", language);
        return "redirect:/users";
    }

    @PostMapping("/users/{name}/password")
    String resetPassword(
            @PathVariable String name, Model model, RedirectAttributes redirect, Viewer viewer, Locale language) {
        return switch (users.resetPassword(viewer, name)) {
            case Change.DoneWith(var password) -> secret(model, name, password, "users.wasReset");
            case Change.Done done -> "redirect:/users";
            case Change.Refused(var why) -> back(name, why, redirect, language);
        };
    }

    @PostMapping("/users/{name}/active")
    String activate(
            @PathVariable String name,
            @RequestParam boolean active,
            RedirectAttributes redirect,
            Viewer viewer,
            Locale language) {
        if (users.activate(viewer, name, active) instanceof Change.Refused(var why)) {
            return back(name, why, redirect, language);
        }
        answers.toast(redirect, active ? "users.activated" : "users.deactivated", language);
        return "redirect:/users";
    }

    @PostMapping("/users/{name}/logout")
    String logOut(@PathVariable String name, RedirectAttributes redirect, Viewer viewer, Locale language) {
        if (users.endSessions(viewer, name) instanceof Change.Refused(var why)) {
            return back(name, why, redirect, language);
        }
        answers.toast(redirect, "users.loggedOut", language);
        return "redirect:/users/{name}";
    }

    private String back(String name, Change.Why why, RedirectAttributes redirect, Locale language) {
        if (why == Change.Why.UNKNOWN) {
            throw Answers.nothingThere();
        }
        answers.refusal(redirect, why, language);
        redirect.addAttribute("name", name);
        return "redirect:/users/{name}";
    }

    private String form(Model model, Viewer viewer, @Nullable Account account, Form form, Change.@Nullable Why why) {
        List<Clinic> seen = clinics.seenBy(viewer);
        model.addAttribute("account", account);
        model.addAttribute("form", form);
        model.addAttribute("roles", roles.givenBy(viewer));
        model.addAttribute("clinics", seen);
        model.addAttribute("zone", Answers.zone(seen));
        model.addAttribute("why", why);
        return "people/user";
    }

    /** Shown with this answer and never again; in no session and no address. */
    private static String secret(Model model, String name, String password, String title) {
        model.addAttribute("secret", password);
        model.addAttribute("subject", name);
        model.addAttribute("titleKey", title);
        model.addAttribute("hintKey", "users.secretHint");
        model.addAttribute("section", "users");
        model.addAttribute("back", "/users");
        return "people/secret";
    }

    private static long number(String text) {
        return text.matches("[0-9]{1,9}") ? Long.parseLong(text) : 0;
    }
}

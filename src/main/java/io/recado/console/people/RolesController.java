package io.recado.console.people;

import io.recado.console.access.Change;
import io.recado.console.access.Permission;
import io.recado.console.access.Requires;
import io.recado.console.access.Role;
import io.recado.console.access.Roles;
import io.recado.console.access.Viewer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Roles, and the permissions that are ticked for each. */
@Controller
@Requires(Permission.MANAGE_ROLES)
class RolesController {

    private final Roles roles;
    private final Answers answers;

    RolesController(Roles roles, Answers answers) {
        this.roles = roles;
        this.answers = answers;
    }

    @GetMapping("/roles")
    String roles(Model model) {
        model.addAttribute("roles", roles.all());
        model.addAttribute("permissions", Permission.values());
        return "people/roles";
    }

    @GetMapping("/roles/new")
    String fresh(Model model) {
        return form(model, null, "", Set.of(), 0, null);
    }

    @PostMapping("/roles/new")
    String create(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(name = "permissions", required = false) @Nullable List<String> ticked,
            Model model,
            RedirectAttributes redirect,
            Viewer viewer,
            Locale language) {
        var permissions = Answers.permissions(ticked);
        if (roles.create(viewer, name, permissions) instanceof Change.Refused(var why)) {
            return form(model, null, name, permissions, 0, why);
        }
        answers.toast(redirect, "people.saved", language);
        return "redirect:/roles";
    }

    @GetMapping("/roles/{id}")
    String role(@PathVariable long id, Model model) {
        var role = roles.find(id).orElseThrow(Answers::nothingThere);
        return form(model, role, role.name(), role.permissions(), role.version(), null);
    }

    @PostMapping("/roles/{id}")
    String change(
            @PathVariable long id,
            @RequestParam(name = "permissions", required = false) @Nullable List<String> ticked,
            @RequestParam int version,
            Model model,
            RedirectAttributes redirect,
            Viewer viewer,
            Locale language) {
        var role = roles.find(id).orElseThrow(Answers::nothingThere);
        var permissions = Answers.permissions(ticked);
        if (roles.change(viewer, id, permissions, version) instanceof Change.Refused(var why)) {
            return form(model, role, role.name(), permissions, role.version(), why);
        }
        answers.toast(redirect, "people.saved", language);
        return "redirect:/roles";
    }

    @PostMapping("/roles/{id}/delete")
    String delete(@PathVariable long id, RedirectAttributes redirect, Viewer viewer, Locale language) {
        if (roles.delete(viewer, id) instanceof Change.Refused(var why)) {
            if (why == Change.Why.UNKNOWN) {
                throw Answers.nothingThere();
            }
            answers.refusal(redirect, why, language);
        } else {
            answers.toast(redirect, "roles.deleted", language);
        }
        return "redirect:/roles";
    }

    private static String form(
            Model model,
            @Nullable Role role,
            String name,
            Set<Permission> ticked,
            int version,
            Change.@Nullable Why why) {
        model.addAttribute("role", role);
        model.addAttribute("name", name);
        model.addAttribute("ticked", ticked);
        model.addAttribute("permissions", Permission.values());
        model.addAttribute("version", version);
        model.addAttribute("why", why);
        return "people/role";
    }
}

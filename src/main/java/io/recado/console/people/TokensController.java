package io.recado.console.people;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;
import static java.util.Comparator.nullsLast;

import io.recado.console.access.ApiTokens;
import io.recado.console.access.ApiTokens.ApiToken;
import io.recado.console.access.Change;
import io.recado.console.access.Permission;
import io.recado.console.access.Requires;
import io.recado.console.access.Viewer;
import io.recado.console.frame.ChosenClinic;
import io.recado.console.frame.Table;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Tokens for programs. */
@Controller
@Requires(Permission.MANAGE_TOKENS)
class TokensController {

    private static final int ROWS = 25;
    private static final Map<String, Comparator<ApiToken>> COLUMNS = Map.of(
            "name", comparing(ApiToken::name),
            "expires", comparing(ApiToken::expires, nullsLast(naturalOrder())),
            "used", comparing(ApiToken::lastUsed, nullsFirst(naturalOrder())),
            "state", comparing((ApiToken token) -> token.revoked() != null).thenComparing(ApiToken::name));

    private final ApiTokens tokens;
    private final ChosenClinic clinics;
    private final Answers answers;
    private final Clock clock;

    TokensController(ApiTokens tokens, ChosenClinic clinics, Answers answers, Clock clock) {
        this.tokens = tokens;
        this.clinics = clinics;
        this.answers = answers;
        this.clock = clock;
    }

    @GetMapping("/tokens")
    String tokens(HttpServletRequest request, Model model, Viewer viewer) {
        var seen = clinics.seenBy(viewer);
        var all = tokens.all(viewer);
        var table = Table.of(request, List.copyOf(COLUMNS.keySet()), "state", ROWS);
        model.addAttribute("tokens", table.part(all, COLUMNS));
        model.addAttribute("table", table.with((long) all.size(), table.offset() + ROWS < all.size()));
        model.addAttribute("clinics", seen);
        model.addAttribute("zone", Answers.zone(seen));
        model.addAttribute("now", clock.instant());
        return "people/tokens";
    }

    @GetMapping("/tokens/new")
    String fresh(Model model, Viewer viewer) {
        return form(model, viewer, new Form("", Set.of(), false, List.of(), ""), null);
    }

    /** What was typed. */
    record Form(String name, Set<Permission> permissions, boolean all, List<String> ticked, String expires) {}

    @PostMapping("/tokens/new")
    String create(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(name = "permissions", required = false) @Nullable List<String> permissions,
            @RequestParam(defaultValue = "false") boolean all,
            @RequestParam(name = "clinics", required = false) @Nullable List<String> ticked,
            @RequestParam(defaultValue = "") String expires,
            Model model,
            Viewer viewer) {
        var form = new Form(name, Answers.permissions(permissions), all, ticked == null ? List.of() : ticked, expires);
        Instant until;
        try {
            until = expires.isBlank() ? null : endOf(LocalDate.parse(expires.strip()), viewer);
        } catch (DateTimeException noDate) {
            return form(model, viewer, form, Change.Why.EXPIRY_INVALID);
        }
        var scope = Answers.scope(all, ticked, clinics.seenBy(viewer), viewer);
        return switch (tokens.create(viewer, name, form.permissions(), scope, until)) {
            case Change.DoneWith(var token) -> secret(model, name.strip(), token);
            case Change.Done done -> "redirect:/tokens";
            case Change.Refused(var why) -> form(model, viewer, form, why);
        };
    }

    /** The day itself is in it. */
    private Instant endOf(LocalDate day, Viewer viewer) {
        return day.plusDays(1)
                .atStartOfDay(Answers.zone(clinics.seenBy(viewer)))
                .toInstant();
    }

    @PostMapping("/tokens/{id}/revoke")
    String revoke(@PathVariable long id, RedirectAttributes redirect, Viewer viewer, Locale language) {
        if (tokens.revoke(viewer, id) instanceof Change.Refused) {
            throw Answers.nothingThere();
        }
        answers.toast(redirect, "tokens.wasRevoked", language);
        return "redirect:/tokens";
    }

    private String form(Model model, Viewer viewer, Form form, Change.@Nullable Why why) {
        model.addAttribute("form", form);
        model.addAttribute("permissions", Permission.values());
        model.addAttribute("clinics", clinics.seenBy(viewer));
        model.addAttribute("why", why);
        return "people/token";
    }

    /** Shown with this answer and never again; in no session and no address. */
    private static String secret(Model model, String name, String token) {
        model.addAttribute("secret", token);
        model.addAttribute("subject", name);
        model.addAttribute("titleKey", "tokens.created");
        model.addAttribute("hintKey", "tokens.secretHint");
        model.addAttribute("section", "tokens");
        model.addAttribute("back", "/tokens");
        return "people/secret";
    }
}

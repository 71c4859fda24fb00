package io.recado.console.failed;

import io.recado.channel.FailureClass;
import io.recado.clinic.Clinic;
import io.recado.clinic.Clinics;
import io.recado.console.access.Permission;
import io.recado.console.access.Requires;
import io.recado.console.access.Viewer;
import io.recado.console.frame.Toast;
import io.recado.console.frame.Words;
import io.recado.conversation.Answers;
import io.recado.outbox.FailedOrder;
import io.recado.outbox.Handling;
import io.recado.outbox.Handling.Means;
import io.recado.outbox.MessageId;
import io.recado.outbox.Page;
import io.recado.recovery.FailedCase;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** «Mensajes fallidos»: what waits for people, why, and what they do about it. */
@Controller
@RequestMapping("/failed")
@Requires(Permission.SEE_MESSAGES)
class FailedPages {

    private static final int LINES = 25;
    private static final int MOST_AT_ONCE = 1_000;
    private static final int LONGEST_NOTE = 1_000;
    private static final int MOST_TICKED = 200;

    private final FailedDesk desk;
    private final FailedSheet sheet;
    private final Reviews reviews;
    private final Clinics clinics;
    private final Words words;

    FailedPages(FailedDesk desk, FailedSheet sheet, Reviews reviews, Clinics clinics, Words words) {
        this.desk = desk;
        this.sheet = sheet;
        this.reviews = reviews;
        this.clinics = clinics;
        this.words = words;
    }

    @GetMapping
    String waiting(Viewer viewer, Model model) {
        return list(FailedForm.EMPTY, null, viewer, model);
    }

    /** What a filter finds; sent in the body, because it may name a person. */
    @PostMapping("/find")
    String find(
            @ModelAttribute("filter") FailedForm form,
            @RequestParam(required = false) @Nullable String cursor,
            Viewer viewer,
            Model model) {
        return list(form, cursor == null || cursor.isBlank() ? null : cursor, viewer, model);
    }

    private String list(FailedForm form, @Nullable String cursor, Viewer viewer, Model model) {
        model.addAttribute("filter", form);
        var table = form.table(LINES);
        model.addAttribute("table", table);
        model.addAttribute("page", page(form, FailedForm.order(table), cursor, viewer));
        model.addAttribute("first", cursor == null);
        model.addAttribute("clinics", seen(viewer));
        model.addAttribute("kinds", FailureClass.values());
        model.addAttribute("rules", List.of("reminder", Answers.RULE, "test"));
        model.addAttribute("reviews", reviews.latest(viewer));
        model.addAttribute("reviewDays", reviews.days(viewer));
        model.addAttribute("mayHandle", viewer.may(Permission.HANDLE_FAILED));
        model.addAttribute("tabs", viewer.may(Permission.SEE_SOURCES));
        return "failed/failed";
    }

    private Page<FailedCase> page(FailedForm form, FailedOrder order, @Nullable String cursor, Viewer viewer) {
        var filter = form.filter(seen(viewer));
        try {
            return desk.list(viewer, filter, order, cursor, LINES);
        } catch (IllegalArgumentException noCursorOfThisList) {
            return desk.list(viewer, filter, order, null, LINES);
        }
    }

    /** Before a whole set is sent again: how many these are. */
    @PostMapping("/all")
    @Requires(Permission.HANDLE_FAILED)
    String count(@ModelAttribute("filter") FailedForm form, Viewer viewer, Model model) {
        model.addAttribute("number", desk.count(viewer, form.filter(seen(viewer)), MOST_AT_ONCE));
        model.addAttribute("most", MOST_AT_ONCE);
        return "failed/all";
    }

    @PostMapping("/all/resend")
    @Requires(Permission.HANDLE_FAILED)
    String resendAll(
            @ModelAttribute("filter") FailedForm form, Viewer viewer, Locale language, RedirectAttributes redirect) {
        var done = desk.resend(viewer, form.filter(seen(viewer)), MOST_AT_ONCE);
        say(redirect, done.leftOut() == 0, "failed.resentAll", language, done.resent(), done.leftOut());
        return "redirect:/failed";
    }

    /** Something about each message that is ticked. */
    @PostMapping("/ticked")
    @Requires(Permission.HANDLE_FAILED)
    String ticked(
            @RequestParam(name = "message", required = false) @Nullable List<String> ids,
            @RequestParam String what,
            @RequestParam(required = false) @Nullable String text,
            Viewer viewer,
            Locale language,
            RedirectAttributes redirect) {
        var ticked = ids == null
                ? List.<MessageId>of()
                : new LinkedHashSet<>(ids)
                        .stream()
                                .limit(MOST_TICKED)
                                .map(FailedSheet::id)
                                .flatMap(Optional::stream)
                                .toList();
        var deed = deed(what, text, viewer);
        if (ticked.isEmpty() || deed == null) {
            say(redirect, false, ticked.isEmpty() ? "failed.noneTicked" : "failed.reasonMissing", language);
            return "redirect:/failed";
        }
        var done = ticked.stream()
                .map(deed)
                .filter(Handling.Done.class::isInstance)
                .count();
        say(redirect, done == ticked.size(), "failed.doneTicked", language, done, ticked.size() - done);
        return "redirect:/failed";
    }

    @GetMapping("/{id}")
    String one(@PathVariable String id, Viewer viewer, Model model) {
        return sheet.show(sheet.known(id, viewer), Map.of(), null, viewer, model);
    }

    @PostMapping("/{id}")
    @Requires(Permission.HANDLE_FAILED)
    String handle(
            @PathVariable String id,
            @RequestParam String what,
            @RequestParam(required = false) @Nullable String text,
            Viewer viewer,
            Model model,
            Locale language,
            RedirectAttributes redirect) {
        var one = sheet.known(id, viewer);
        var known = one.failed().message().id();
        var deed = deed(what, text, viewer);
        if (deed == null) {
            return sheet.show(
                    one,
                    Map.of(what, text != null && text.length() > LONGEST_NOTE ? "tooLong" : "reasonMissing"),
                    text,
                    viewer,
                    model);
        }
        var handling = deed.apply(known);
        say(redirect, handling instanceof Handling.Done, sentence(handling, what), language);
        return "redirect:/failed/" + known;
    }

    static String sentence(Handling handling, String what) {
        return switch (handling) {
            case Handling.Done done -> "failed.done." + what;
            case Handling.TooLate late -> "failed.tooLate";
            case Handling.NotWaiting other -> "failed.notWaiting";
            case Handling.Unknown unknown -> "failed.notWaiting";
        };
    }

    /** What to do about a message; null when it needs words that were not said, or is nothing that can be done. */
    private @Nullable Function<MessageId, Handling> deed(String what, @Nullable String text, Viewer viewer) {
        var words = text == null || text.isBlank()
                ? null
                : text.replace("\0", "\ufffd").strip();
        if (words != null && words.length() > LONGEST_NOTE) {
            return null;
        }
        return switch (what) {
            case "resend" -> id -> desk.resend(viewer, id);
            case "phone" -> id -> desk.contacted(viewer, id, Means.PHONE, words);
            case "email" -> id -> desk.contacted(viewer, id, Means.EMAIL, words);
            case "discard" -> words == null ? null : id -> desk.discard(viewer, id, words);
            default -> null;
        };
    }

    @PostMapping("/reviewed")
    @Requires(Permission.HANDLE_FAILED)
    String reviewed(Viewer viewer, Locale language, RedirectAttributes redirect) {
        reviews.mark(viewer);
        say(redirect, true, "failed.reviewed", language);
        return "redirect:/failed";
    }

    private void say(RedirectAttributes redirect, boolean well, String key, Locale language, Object... arguments) {
        var text = words.say(key, language, arguments);
        redirect.addFlashAttribute(Toast.NAME, well ? Toast.good(text) : Toast.bad(text));
    }

    private List<Clinic> seen(Viewer viewer) {
        return clinics.all().stream().filter(clinic -> viewer.sees(clinic.id())).toList();
    }
}

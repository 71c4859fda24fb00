package io.recado.console.failed;

import io.recado.consent.Consents;
import io.recado.consent.OptOut;
import io.recado.console.access.Permission;
import io.recado.console.access.Requires;
import io.recado.console.access.Viewer;
import io.recado.console.frame.Toast;
import io.recado.console.frame.Words;
import io.recado.contact.PhoneCheck;
import io.recado.contact.PhoneNumber;
import io.recado.outbox.Handling;
import io.recado.outbox.Message;
import io.recado.recovery.Correction;
import io.recado.recovery.FailedCase;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The right number for a failed message: it is the patient's from now on, here and at the source where that can be written to, and the
 * message goes there. Of a message that is about nobody's record, the number is the message's alone.
 */
@Controller
@RequestMapping("/failed/{id}/phone")
@Requires(Permission.CORRECT_PHONES)
class FailedPhonePages {

    private final FailedDesk desk;
    private final FailedSheet sheet;
    private final Consents consents;
    private final Words words;

    FailedPhonePages(FailedDesk desk, FailedSheet sheet, Consents consents, Words words) {
        this.desk = desk;
        this.sheet = sheet;
        this.consents = consents;
        this.words = words;
    }

    /** @param sure the number about which the page has asked, because others have it or its range is not known */
    @PostMapping
    String correct(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String phone,
            @RequestParam(required = false) @Nullable String sure,
            Viewer viewer,
            Model model,
            Locale language,
            RedirectAttributes redirect) {
        var one = sheet.known(id, viewer);
        var typed = phone == null ? "" : phone;
        var look = desk.lookAtPhone(viewer, one.failed().message().id(), typed)
                .orElseThrow(() -> new IllegalStateException("The ledger lost a failure between two looks"));
        if (!(look.check() instanceof PhoneCheck.Usable(var number))) {
            return fault("phoneMissing", one, typed, viewer, model);
        }
        if (one.appointment() != null && number.equals(one.nextTo())) {
            return fault("phoneSame", one, typed, viewer, model);
        }
        if (!number.e164().equals(sure) && (look.shared() || !look.familiar())) {
            model.addAttribute("doubt", look);
            model.addAttribute("doubted", number.e164());
            return sheet.show(one, Map.of(), typed, viewer, model);
        }
        return one.appointment() == null
                ? toNobody(one, number, typed, viewer, model, language, redirect)
                : toPatient(one, number, typed, viewer, model, language, redirect);
    }

    private String toPatient(
            FailedCase one,
            PhoneNumber number,
            String typed,
            Viewer viewer,
            Model model,
            Locale language,
            RedirectAttributes redirect) {
        var message = one.failed().message();
        return switch (desk.correctPhone(viewer, message.id(), typed)) {
            case Correction.Corrected(var phone, var command) -> {
                var at = command == null ? "here" : "source";
                var then = then(message, number, viewer);
                say(redirect, !then.equals("left"), "failed.corrected." + at, "failed.corrected." + then, language);
                yield back(message);
            }
            case Correction.NotUsable unusable -> fault("phoneMissing", one, typed, viewer, model);
            case Correction.SameNumber same -> fault("phoneSame", one, typed, viewer, model);
            case Correction.NobodysPhone nobody -> toNobody(one, number, typed, viewer, model, language, redirect);
            case Correction.NotWaiting(var why) -> {
                say(redirect, false, FailedPages.sentence(why, "resend"), null, language);
                yield back(message);
            }
        };
    }

    /** What became of the message once the number was right: {@code sent}, or why not. */
    private String then(Message message, PhoneNumber number, Viewer viewer) {
        if (!viewer.may(Permission.HANDLE_FAILED)) {
            return "waits";
        }
        if (silent(message, number)) {
            return "silent";
        }
        return desk.resend(viewer, message.id()) instanceof Handling.Done ? "sent" : "left";
    }

    private String toNobody(
            FailedCase one,
            PhoneNumber number,
            String typed,
            Viewer viewer,
            Model model,
            Locale language,
            RedirectAttributes redirect) {
        var message = one.failed().message();
        if (!viewer.may(Permission.HANDLE_FAILED)) {
            return fault("phoneNobodys", one, typed, viewer, model);
        }
        if (silent(message, number)) {
            return fault("phoneSilent", one, typed, viewer, model);
        }
        var handling = desk.resend(viewer, message.id(), number);
        say(redirect, handling instanceof Handling.Done, FailedPages.sentence(handling, "resend"), null, language);
        return back(message);
    }

    private boolean silent(Message message, PhoneNumber number) {
        return consents.silence(List.of(number)).optedOut(message.clinic(), number, OptOut.Kind.ALL);
    }

    private String fault(String fault, FailedCase one, String typed, Viewer viewer, Model model) {
        return sheet.show(one, Map.of("other", fault), typed, viewer, model);
    }

    private void say(RedirectAttributes redirect, boolean well, String key, @Nullable String more, Locale language) {
        var text = words.say(key, language) + (more == null ? "" : " " + words.say(more, language));
        redirect.addFlashAttribute(Toast.NAME, well ? Toast.good(text) : Toast.bad(text));
    }

    private static String back(Message message) {
        return "redirect:/failed/" + message.id();
    }
}

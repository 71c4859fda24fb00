package io.recado.console.failed;

import static java.util.Comparator.comparing;

import io.recado.clinic.Clinics;
import io.recado.configuration.ChannelId;
import io.recado.console.access.Action;
import io.recado.console.access.AuditLog;
import io.recado.console.access.Permission;
import io.recado.console.access.Requires;
import io.recado.console.access.Viewer;
import io.recado.console.frame.Table;
import io.recado.console.frame.Toast;
import io.recado.console.frame.Words;
import io.recado.inbound.Inbound;
import io.recado.inbound.Settling;
import io.recado.source.WriteBackReport;
import io.recado.source.WriteBacks;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The other tabs of «Mensajes fallidos»: webhooks that could not be read, and answers that a source did not take. */
@Controller
@RequestMapping("/failed")
@Requires(Permission.SEE_SOURCES)
class TroublePages {

    private static final int LINES = 50;
    private static final Map<String, Comparator<WriteBackReport>> COLUMNS = Map.of(
            "command", comparing(WriteBackReport::kind).thenComparing(WriteBackReport::externalId),
            "state", comparing(WriteBackReport::state),
            "attempts", comparing(WriteBackReport::attempts),
            "changed", comparing(WriteBackReport::changedAt));
    private static final int LONGEST_REASON = 500;

    private final Inbound inbound;
    private final WriteBacks writeBacks;
    private final TroubledCommands commands;
    private final Clinics clinics;
    private final AuditLog audit;
    private final Words words;

    TroublePages(
            Inbound inbound,
            WriteBacks writeBacks,
            TroubledCommands commands,
            Clinics clinics,
            AuditLog audit,
            Words words) {
        this.inbound = inbound;
        this.writeBacks = writeBacks;
        this.commands = commands;
        this.clinics = clinics;
        this.audit = audit;
        this.words = words;
    }

    @GetMapping("/webhooks")
    String webhooks(@RequestParam(required = false) @Nullable String before, Viewer viewer, Model model) {
        var cursor = before != null && before.matches("[0-9]{1,18}") ? Long.valueOf(before) : null;
        var found = inbound.dead(cursor, LINES + 1);
        var shown = found.subList(0, Math.min(LINES, found.size()));
        model.addAttribute(
                "webhooks",
                shown.stream().filter(one -> sees(viewer, one.channel())).toList());
        model.addAttribute("next", found.size() > LINES ? shown.getLast().id() : null);
        model.addAttribute("mayManage", viewer.may(Permission.MANAGE_SOURCES));
        return "failed/webhooks";
    }

    @PostMapping("/webhooks/{id}")
    @Requires(Permission.MANAGE_SOURCES)
    String settle(
            @PathVariable long id,
            @RequestParam String what,
            @RequestParam(required = false) @Nullable String reason,
            Viewer viewer,
            Locale language,
            RedirectAttributes redirect) {
        if (inbound.deadOne(id).filter(one -> sees(viewer, one.channel())).isEmpty()) {
            throw nothingThere();
        }
        if (what.equals("discard")) {
            var why = text(reason);
            if (why == null) {
                say(redirect, false, "failed.reasonMissing", language);
            } else {
                settled(inbound.discard(id, viewer.name(), why), viewer, Action.FAILURE_DISCARDED, language, redirect);
            }
        } else {
            settled(inbound.retry(id, viewer.name()), viewer, Action.WEBHOOK_RETRIED, language, redirect);
        }
        return "redirect:/failed/webhooks";
    }

    private void settled(
            Settling settling, Viewer viewer, Action action, Locale language, RedirectAttributes redirect) {
        switch (settling) {
            case Settling.Done(var webhook) -> {
                audit.record(viewer, action, null, "webhook:" + webhook.id(), Map.of("kind", "webhook"));
                var well = webhook.state().equals("read") || webhook.state().equals("discarded");
                say(redirect, well, "webhook.now." + webhook.state(), language);
            }
            case Settling.NothingLeft gone -> say(redirect, false, "webhook.gone", language);
            case Settling.NotDead dead -> say(redirect, false, "failed.notWaiting", language);
            case Settling.Unknown unknown -> say(redirect, false, "failed.notWaiting", language);
        }
    }

    @GetMapping("/write-backs")
    String writeBacks(HttpServletRequest request, Viewer viewer, Model model) {
        var all = commands.of(viewer, Integer.MAX_VALUE);
        var table = Table.of(request, List.copyOf(COLUMNS.keySet()), "-changed", LINES);
        model.addAttribute("commands", table.part(all, COLUMNS));
        model.addAttribute("table", table.with((long) all.size(), table.offset() + LINES < all.size()));
        model.addAttribute("mayManage", viewer.may(Permission.MANAGE_SOURCES));
        return "failed/write-backs";
    }

    @PostMapping("/write-backs/{id}")
    @Requires(Permission.MANAGE_SOURCES)
    String settle(
            @PathVariable UUID id,
            @RequestParam String what,
            Viewer viewer,
            Locale language,
            RedirectAttributes redirect) {
        var known = commands.find(viewer, id).orElseThrow(TroublePages::nothingThere);
        var discard = what.equals("discard");
        var done =
                discard ? writeBacks.discard(known.id(), viewer.name()) : writeBacks.again(known.id(), viewer.name());
        if (done) {
            record(viewer, known, discard ? Action.FAILURE_DISCARDED : Action.WRITE_BACK_RETRIED);
        }
        say(
                redirect,
                done,
                done ? (discard ? "failed.done.discard" : "writeback.again") : "writeback.cannot",
                language);
        return "redirect:/failed/write-backs";
    }

    private void record(Viewer viewer, WriteBackReport command, Action action) {
        audit.record(
                viewer, action, commands.clinic(command), "write-back:" + command.id(), Map.of("kind", "write-back"));
    }

    /** What comes in by a channel may concern any clinic that sends through it, and anybody's when none does. */
    private boolean sees(Viewer viewer, ChannelId channel) {
        var concerned = clinics.all().stream()
                .filter(clinic -> clinic.channel().equals(channel))
                .toList();
        return viewer.clinics().all()
                || (!concerned.isEmpty() && concerned.stream().allMatch(clinic -> viewer.sees(clinic.id())));
    }

    private static @Nullable String text(@Nullable String typed) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        var clean = typed.replace("\0", "\ufffd").strip();
        return clean.length() <= LONGEST_REASON ? clean : clean.substring(0, LONGEST_REASON);
    }

    private void say(RedirectAttributes redirect, boolean well, String key, Locale language) {
        var text = words.say(key, language);
        redirect.addFlashAttribute(Toast.NAME, well ? Toast.good(text) : Toast.bad(text));
    }

    private static ResponseStatusException nothingThere() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "No such thing, or none of the viewer's");
    }
}

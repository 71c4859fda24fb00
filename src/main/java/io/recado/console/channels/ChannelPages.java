package io.recado.console.channels;

import io.recado.console.access.Permission;
import io.recado.console.access.Requires;
import io.recado.console.access.Viewer;
import io.recado.console.channels.TestMessages.Form;
import io.recado.console.channels.TestMessages.Sending;
import io.recado.console.frame.Toast;
import io.recado.console.frame.Words;
import io.recado.outbox.Status;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
@RequestMapping("/channels")
@Requires(Permission.SEE_CHANNELS)
class ChannelPages {

    /** After these nothing more is expected of a test message. */
    private static final Set<Status> ENDS = Set.of(Status.READ, Status.FAILED, Status.REVOKED, Status.EXPIRED);

    private final ChannelDesk desk;
    private final TestMessages tests;
    private final Words words;

    ChannelPages(ChannelDesk desk, TestMessages tests, Words words) {
        this.desk = desk;
        this.tests = tests;
        this.words = words;
    }

    @GetMapping
    String channels(Viewer viewer, Model model) {
        model.addAttribute("cards", desk.all(viewer));
        return "channels/channels";
    }

    @GetMapping("/{id}")
    String channel(@PathVariable String id, Viewer viewer, Model model) {
        return show(known(viewer, id), Form.EMPTY, Map.of(), viewer, model);
    }

    /** What changes from moment to moment. */
    @GetMapping("/{id}/now")
    String now(@PathVariable String id, Viewer viewer, Model model) {
        model.addAttribute("card", known(viewer, id));
        model.addAttribute("mayManage", viewer.may(Permission.MANAGE_CHANNELS));
        return "channels/channel :: now";
    }

    @PostMapping("/{id}/resume")
    @Requires(Permission.MANAGE_CHANNELS)
    String resume(@PathVariable String id, Viewer viewer, Locale language, RedirectAttributes redirect) {
        var card = known(viewer, id);
        var resumed = desk.resume(viewer, card.channel().id());
        redirect.addFlashAttribute(
                Toast.NAME, Toast.good(words.say(resumed ? "channels.resumed" : "channels.notParked", language)));
        return "redirect:/channels/" + card.channel().id();
    }

    @PostMapping("/{id}/test")
    @Requires(Permission.MANAGE_CHANNELS)
    String test(@PathVariable String id, @ModelAttribute("form") Form form, Viewer viewer, Model model) {
        var card = known(viewer, id);
        return switch (tests.send(viewer, card.channel().id(), card.clinics(), form)) {
            case Sending.Ordered(var message) ->
                "redirect:/channels/%s/test/%s".formatted(card.channel().id(), message);
            case Sending.Faulty(var faults) -> show(card, form, faults, viewer, model);
        };
    }

    @GetMapping("/{id}/test/{message}")
    @Requires(Permission.MANAGE_CHANNELS)
    String sent(@PathVariable String id, @PathVariable String message, Viewer viewer, Model model) {
        var card = known(viewer, id);
        follow(card, message, viewer, model);
        return show(card, Form.EMPTY, Map.of(), viewer, model);
    }

    /** How far a test message has come. */
    @GetMapping("/{id}/test/{message}/now")
    @Requires(Permission.MANAGE_CHANNELS)
    String sentNow(@PathVariable String id, @PathVariable String message, Viewer viewer, Model model) {
        follow(known(viewer, id), message, viewer, model);
        return "channels/channel :: sent";
    }

    private void follow(ChannelCard card, String id, Viewer viewer, Model model) {
        var message = tests.find(viewer, card.channel().id(), id).orElseThrow(ChannelPages::nothingThere);
        model.addAttribute("card", card);
        model.addAttribute("sent", message);
        model.addAttribute("ended", ENDS.contains(message.status()));
    }

    private String show(ChannelCard card, Form form, Map<String, String> faults, Viewer viewer, Model model) {
        model.addAttribute("card", card);
        model.addAttribute("form", form);
        model.addAttribute("faults", faults);
        model.addAttribute("choices", tests.choices(card.clinics()));
        model.addAttribute("mayManage", viewer.may(Permission.MANAGE_CHANNELS));
        return "channels/channel";
    }

    private ChannelCard known(Viewer viewer, String id) {
        return desk.find(viewer, id).orElseThrow(ChannelPages::nothingThere);
    }

    private static ResponseStatusException nothingThere() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "No such channel, or none of the viewer's");
    }
}

package io.recado.console.sources;

import io.recado.console.access.Permission;
import io.recado.console.access.Requires;
import io.recado.console.access.Viewer;
import io.recado.console.frame.Table;
import io.recado.console.frame.Toast;
import io.recado.console.frame.Words;
import io.recado.platform.Kamelets;
import io.recado.source.Lane;
import io.recado.source.RejectedOrder;
import io.recado.source.RejectionReason;
import io.recado.source.Sources;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
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
@RequestMapping("/sources")
@Requires(Permission.SEE_SOURCES)
class SourcePages {

    private static final int PULLS = 12;
    private static final int RECORDS = 25;
    private static final List<String> COLUMNS = List.of("id", "type", "reason", "first", "last", "times");

    private final SourceDesk desk;
    private final Sources sources;
    private final Kamelets kamelets;
    private final KameletParameterViews parameters;
    private final Words words;

    SourcePages(SourceDesk desk, Sources sources, Kamelets kamelets, KameletParameterViews parameters, Words words) {
        this.desk = desk;
        this.sources = sources;
        this.kamelets = kamelets;
        this.parameters = parameters;
        this.words = words;
    }

    @GetMapping
    String sources(Viewer viewer, Model model) {
        model.addAttribute("cards", desk.all(viewer));
        model.addAttribute("mayManage", viewer.may(Permission.MANAGE_SOURCES));
        return "sources/sources";
    }

    @GetMapping("/{id}")
    String source(@PathVariable String id, Viewer viewer, Model model) {
        var card = known(viewer, id);
        now(card, viewer, model);
        model.addAttribute("commands", desk.notDone(viewer, card));
        model.addAttribute("doubtful", viewer.may(Permission.SEE_AGENDA) ? desk.doubtfulTimes(card) : List.of());
        return "sources/source";
    }

    /** What changes from moment to moment. */
    @GetMapping("/{id}/now")
    String now(@PathVariable String id, Viewer viewer, Model model) {
        now(known(viewer, id), viewer, model);
        return "sources/source :: now";
    }

    private void now(SourceCard card, Viewer viewer, Model model) {
        var pulls = new EnumMap<Lane, Object>(Lane.class);
        for (var lane : Lane.values()) {
            pulls.put(lane, sources.pulls(card.report().source(), lane, PULLS));
        }
        model.addAttribute("card", card);
        model.addAttribute("pulls", pulls);
        model.addAttribute("mayManage", viewer.may(Permission.MANAGE_SOURCES));
    }

    @PostMapping("/{id}/pull")
    @Requires(Permission.MANAGE_SOURCES)
    String pull(@PathVariable String id, Viewer viewer, Locale language, RedirectAttributes redirect) {
        var card = known(viewer, id);
        desk.pull(viewer, card);
        return done(card, "sources.pulling", language, redirect);
    }

    @PostMapping("/{id}/believe")
    @Requires(Permission.MANAGE_SOURCES)
    String believe(@PathVariable String id, Viewer viewer, Locale language, RedirectAttributes redirect) {
        var card = known(viewer, id);
        if (!card.whole()) {
            throw new AccessDeniedException("The source feeds clinics that are none of the viewer's");
        }
        desk.believe(viewer, card);
        return done(card, "sources.believing", language, redirect);
    }

    private String done(SourceCard card, String word, Locale language, RedirectAttributes redirect) {
        redirect.addFlashAttribute(Toast.NAME, Toast.good(words.say(word, language)));
        return "redirect:/sources/" + card.id();
    }

    @GetMapping("/{id}/rejected")
    String rejected(
            @PathVariable String id,
            @ModelAttribute("filter") RejectedFilter filter,
            Viewer viewer,
            Model model,
            HttpServletRequest request) {
        var card = known(viewer, id);
        var table = Table.of(request, COLUMNS, "-last", RECORDS);
        var query = desk.query(card, filter).within(viewer.clinics());
        var order =
                new RejectedOrder(RejectedOrder.By.valueOf(table.sort().toUpperCase(Locale.ROOT)), table.descending());
        var found = sources.rejected(query, order, table.offset(), table.limit());
        model.addAttribute("card", card);
        model.addAttribute("records", table.cut(found));
        model.addAttribute("table", table.with(sources.countRejected(query), found.size() > table.size()));
        model.addAttribute("reasons", RejectionReason.values());
        model.addAttribute("mayLook", SourceDesk.maySeeRecords(viewer, card));
        return "sources/rejected";
    }

    /** One record as it came, with whatever persons it names. */
    @GetMapping("/{id}/rejected/{number}")
    @Requires(Permission.SEE_AGENDA)
    String record(@PathVariable String id, @PathVariable long number, Viewer viewer, Model model) {
        if (!viewer.may(Permission.SEE_SOURCES)) {
            throw new AccessDeniedException("Records of a source take the permission to see sources as well");
        }
        var card = known(viewer, id);
        if (!SourceDesk.maySeeRecords(viewer, card)) {
            throw nothingThere();
        }
        model.addAttribute("card", card);
        model.addAttribute("record", desk.rejected(viewer, card, number).orElseThrow(SourcePages::nothingThere));
        return "sources/record";
    }

    /** What the source's route does, as its kamelet's file says. */
    @GetMapping("/{id}/route/{direction}")
    String route(@PathVariable String id, @PathVariable String direction, Viewer viewer, Model model) {
        var card = known(viewer, id);
        var name =
                switch (direction) {
                    case "read" -> card.entry().read();
                    case "write" -> card.entry().write();
                    default -> throw nothingThere();
                };
        if (name == null) {
            throw nothingThere();
        }
        var kamelet = kamelets.find(name).orElseThrow(SourcePages::nothingThere);
        model.addAttribute("card", card);
        model.addAttribute("direction", direction);
        model.addAttribute("kamelet", kamelet);
        model.addAttribute("parameters", parameters.of(kamelet, card.entry()));
        return "sources/route";
    }

    private SourceCard known(Viewer viewer, String id) {
        return desk.find(viewer, id).orElseThrow(SourcePages::nothingThere);
    }

    private static ResponseStatusException nothingThere() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "No such thing, or none of the viewer's");
    }
}

package io.recado.console.people;

import io.recado.clinic.Clinic;
import io.recado.configuration.ClinicId;
import io.recado.configuration.ClinicScope;
import io.recado.console.access.Change.Why;
import io.recado.console.access.Permission;
import io.recado.console.access.Viewer;
import io.recado.console.frame.Toast;
import io.recado.console.frame.Words;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What this package's pages have in common: words for outcomes, and what forms say about permissions and clinics. Templates call it. */
@Component("people")
public class Answers {

    private final Words words;

    Answers(Words words) {
        this.words = words;
    }

    /** The sentence for a refusal. */
    public String sentence(Why why, Locale language) {
        return words.of("refused", why.name(), language);
    }

    /** Of the hub's own roles what the language calls them, of others their name. */
    public String role(String name, boolean ours, Locale language) {
        return ours ? words.of("role", name, language) : name;
    }

    public String permission(Permission permission, Locale language) {
        return words.of("permission", permission.name(), language);
    }

    /** The clinics by their names; a word for all of them. */
    public String clinics(ClinicScope scope, List<Clinic> known, Locale language) {
        if (scope.all()) {
            return words.say("people.allClinics", language);
        }
        return scope.ids().stream()
                .map(id -> clinic(id.value(), known))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** The clinic by its name; of one that is gone, its id. */
    public String clinic(String id, List<Clinic> known) {
        return known.stream()
                .filter(clinic -> clinic.id().value().equals(id))
                .map(Clinic::name)
                .findFirst()
                .orElse(id);
    }

    /** In which zone times are shown: the clinics', when they have but one. */
    static ZoneId zone(Collection<Clinic> clinics) {
        var zones = clinics.stream().map(Clinic::zone).distinct().toList();
        return zones.size() == 1 ? zones.getFirst() : ZoneOffset.UTC;
    }

    void toast(RedirectAttributes redirect, String key, Locale language) {
        redirect.addFlashAttribute(Toast.NAME, Toast.good(words.say(key, language)));
    }

    void refusal(RedirectAttributes redirect, Why why, Locale language) {
        redirect.addFlashAttribute(Toast.NAME, Toast.bad(sentence(why, language)));
    }

    static ResponseStatusException nothingThere() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }

    /** What a filter asks for; null for nothing. No text of the database holds a NUL, and it refuses to be asked for one. */
    static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank()
                ? null
                : text.replace("\0", "\ufffd").strip();
    }

    /** What is ticked; something else than a permission counts as not said. */
    static Set<Permission> permissions(@Nullable List<String> ticked) {
        return ticked == null
                ? Set.of()
                : Arrays.stream(Permission.values())
                        .filter(permission -> ticked.contains(permission.name()))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Permission.class)));
    }

    /** @param ticked ids, of which only clinics that the viewer sees count */
    static ClinicScope scope(boolean all, @Nullable List<String> ticked, List<Clinic> known, Viewer viewer) {
        if (all) {
            return ClinicScope.everywhere();
        }
        if (ticked == null) {
            return ClinicScope.of();
        }
        if (!known.stream().map(clinic -> clinic.id().value()).toList().containsAll(ticked)) {
            // not one of theirs: kept, so that it is refused and not overlooked
            return ticked.stream().allMatch(id -> id.matches("[a-z0-9][a-z0-9-]*"))
                    ? ClinicScope.of(ticked.stream().map(ClinicId::new).toList())
                    : ClinicScope.of();
        }
        return ClinicScope.of(ticked.stream().map(ClinicId::new).toList());
    }
}

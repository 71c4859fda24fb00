package io.recado.console.settings;

import io.recado.clinic.Clinic;
import io.recado.template.Approval;
import io.recado.template.Catalogue;
import io.recado.template.Catalogue.Choice;
import io.recado.template.Category;
import io.recado.template.Template;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A template as the list offers it: all its languages in one.
 *
 * @param active whether it can be chosen: there is a variant that suits the clinic, and it may be used now
 * @param approval of the variant in the clinic's language; of the best one when there is none in it
 * @param text of that variant, with numbers where tokens stand
 * @param languages in which it can be sent now, as tags
 */
record TemplateChoice(String name, boolean active, Approval approval, String text, List<String> languages) {

    /** Chosen by the hub itself where a clinic's patients can move their appointments; nobody chooses it by name. */
    private static final String WITH_RESCHEDULING = "_reagendar";

    /** Those that may remind: of the category that reminders are. Active ones first. */
    static List<TemplateChoice> of(List<Template> all, Clinic clinic) {
        var catalogue = new Catalogue(all);
        var byName = all.stream()
                .filter(template -> template.category() == Category.UTILITY)
                .filter(template -> !template.name().endsWith(WITH_RESCHEDULING))
                .collect(Collectors.groupingBy(Template::name));
        return byName.values().stream()
                .map(variants -> of(clinic, variants, catalogue))
                .sorted(Comparator.comparing((TemplateChoice choice) -> !choice.active())
                        .thenComparing(TemplateChoice::name))
                .toList();
    }

    private static TemplateChoice of(Clinic clinic, List<Template> variants, Catalogue catalogue) {
        var sorted = new ArrayList<>(variants);
        sorted.sort(Comparator.comparing((Template template) -> !ofClinic(clinic, template))
                .thenComparing(template -> !template.usable())
                .thenComparing(Template::language));
        var shown = sorted.getFirst();
        return new TemplateChoice(
                shown.name(),
                catalogue.choose(shown.name(), null, clinic.language()) instanceof Choice.Found,
                shown.approval(),
                shown.body(),
                sorted.stream()
                        .filter(Template::usable)
                        .map(template -> template.locale().toLanguageTag())
                        .toList());
    }

    private static boolean ofClinic(Clinic clinic, Template template) {
        return template.locale().getLanguage().equals(clinic.language().getLanguage());
    }
}

package io.recado.template;

import io.recado.outbox.Content;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A text that WhatsApp approves before it may be sent.
 *
 * @param name together with the language, what WhatsApp knows it by
 * @param language WhatsApp's code, such as {@code es} or {@code pt_BR}
 * @param body the text with {@code {{1}}}, {@code {{2}}} … where tokens stand
 * @param tokens what fills them, in order
 * @param buttons its quick replies, three at most
 */
public record Template(
        String name,
        String language,
        Category category,
        Approval approval,
        String body,
        List<Token> tokens,
        List<Button> buttons) {

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\d{1,3})}}");

    /**
     * A quick reply.
     *
     * @param title as the patient reads it; up to 25 characters
     */
    public record Button(ButtonAction action, String title) {}

    public Template {
        tokens = List.copyOf(tokens);
        buttons = List.copyOf(buttons);
        var places = PLACE.matcher(body)
                .results()
                .map(place -> Integer.valueOf(place.group(1)))
                .distinct()
                .sorted()
                .toList();
        if (!places.equals(IntStream.rangeClosed(1, tokens.size()).boxed().toList())) {
            throw new IllegalArgumentException(
                    "Template %s (%s) has the places %s and %d tokens. Number the places from 1 and name one token for each."
                            .formatted(name, language, places, tokens.size()));
        }
        if (buttons.size() > 3) {
            throw new IllegalArgumentException("Template %s (%s) has %d buttons; action buttons are three at most."
                    .formatted(name, language, buttons.size()));
        }
    }

    public boolean usable() {
        return approval == Approval.ACTIVE;
    }

    /** Name and language in one, such as {@code recordatorio_cita/es}. */
    public String reference() {
        return name + "/" + language;
    }

    public Locale locale() {
        return Locale.forLanguageTag(language.replace('_', '-'));
    }

    /**
     * What this template says about an appointment.
     *
     * @param nonce the order's: it goes into every button
     */
    public Content.Template content(Occasion occasion, String nonce) {
        var wording = Wording.of(locale());
        var parameters =
                tokens.stream().map(token -> occasion.text(token, wording)).toList();
        var payloads = buttons.stream()
                .map(button -> new ButtonPayload(
                                button.action(), occasion.appointment().id(), nonce)
                        .text())
                .toList();
        return new Content.Template(name, language, parameters, payloads, filled(parameters));
    }

    /** In one pass, so that a name such as {@code {{2}}} stays a name. */
    private String filled(List<String> parameters) {
        return PLACE.matcher(body)
                .replaceAll(place -> Matcher.quoteReplacement(parameters.get(Integer.parseInt(place.group(1)) - 1)));
    }
}

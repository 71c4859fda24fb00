package io.recado.configuration;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;

/** What the single settings cannot know of each other: references that lead nowhere, ids used twice, secrets that a type needs. */
class WiringCheck implements Validator {

    private static final Duration SHORTEST_KEEP = Duration.ofDays(30);
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    @Override
    public boolean supports(Class<?> type) {
        return type == Wiring.class;
    }

    @Override
    public void validate(Object target, Errors errors) {
        var wiring = (Wiring) target;
        // a setting that is missing altogether is reported by its own constraint, and nothing can be compared with it
        if (!complete(wiring)) {
            return;
        }
        unique("clinics", wiring.clinics(), Wiring.ClinicEntry::id, errors);
        unique("channels", wiring.channels(), Wiring.ChannelEntry::id, errors);
        unique("sources", wiring.sources(), Wiring.SourceEntry::id, errors);
        var clinics = ids(wiring.clinics(), Wiring.ClinicEntry::id);
        var channels = ids(wiring.channels(), Wiring.ChannelEntry::id);
        for (int i = 0; i < wiring.clinics().size(); i++) {
            clinic("clinics[%d].".formatted(i), wiring.clinics().get(i), channels, errors);
        }
        for (int i = 0; i < wiring.channels().size(); i++) {
            channel("channels[%d].".formatted(i), wiring.channels().get(i), errors);
            fallback("channels[%d].fallback".formatted(i), wiring.channels().get(i), wiring.channels(), errors);
        }
        for (int i = 0; i < wiring.sources().size(); i++) {
            source("sources[%d].".formatted(i), wiring.sources().get(i), clinics, errors);
        }
        if (wiring.delivery().keep().compareTo(SHORTEST_KEEP) < 0) {
            reject(
                    errors,
                    "delivery.keep",
                    "is shorter than %d days: an order as old as that would be taken for a new one; the default is 400d"
                            .formatted(SHORTEST_KEEP.toDays()));
        }
    }

    private static boolean complete(Wiring wiring) {
        return Stream.of(wiring.clinics(), wiring.channels(), wiring.sources()).allMatch(Objects::nonNull)
                && wiring.clinics().stream()
                        .flatMap(clinic -> Stream.of(clinic.id(), clinic.country(), clinic.channel()))
                        .allMatch(Objects::nonNull)
                && wiring.channels().stream()
                        .flatMap(channel -> Stream.of(channel.id(), channel.type()))
                        .allMatch(Objects::nonNull)
                && wiring.sources().stream()
                        .flatMap(source -> Stream.of(source.id(), source.clinics()))
                        .allMatch(Objects::nonNull);
    }

    private static void clinic(String at, Wiring.ClinicEntry clinic, Set<String> channels, Errors errors) {
        shape(at + "id", clinic.id(), errors);
        if (!COUNTRIES.contains(clinic.country())) {
            reject(errors, at + "country", "is no country's ISO 3166 code; Spain's is ES");
        }
        if (!channels.contains(clinic.channel())) {
            reject(errors, at + "channel", "is no channel's id; under recado.channels there are " + channels);
        }
    }

    private static void channel(String at, Wiring.ChannelEntry channel, Errors errors) {
        shape(at + "id", channel.id(), errors);
        web(at + "baseUrl", channel.baseUrl(), errors);
        if (channel.type().equals("whatsapp-cloud")) {
            needed(at + "phoneNumberId", channel.phoneNumberId(), "the number's id on Meta's page 'API setup'", errors);
            needed(at + "accessToken", channel.accessToken(), "a system user's token, from the environment", errors);
            needed(at + "appSecret", channel.appSecret(), "the app's secret, by which webhooks are signed", errors);
            needed(
                    at + "verifyToken",
                    channel.verifyToken(),
                    "a word of your own, the same as in Meta's webhook settings",
                    errors);
        }
    }

    /** A message takes one other way at most; a circle of ways would still be a mistake of whoever wrote it. */
    private static void fallback(
            String key, Wiring.ChannelEntry channel, List<Wiring.ChannelEntry> channels, Errors errors) {
        if (channel.fallback() == null) {
            return;
        }
        var ways = channels.stream()
                .filter(other -> other.fallback() != null)
                .collect(Collectors.toMap(Wiring.ChannelEntry::id, Wiring.ChannelEntry::fallback, (one, twin) -> one));
        if (!ids(channels, Wiring.ChannelEntry::id).contains(channel.fallback())) {
            reject(
                    errors,
                    key,
                    "is no channel's id; under recado.channels there are " + ids(channels, Wiring.ChannelEntry::id));
            return;
        }
        var way = channel.fallback();
        for (var steps = 0; way != null && steps < channels.size(); steps++) {
            if (way.equals(channel.id())) {
                reject(errors, key, "leads back to '%s'; a fallback must not go round in a circle".formatted(way));
                return;
            }
            way = ways.get(way);
        }
    }

    private static void source(String at, Wiring.SourceEntry source, Set<String> clinics, Errors errors) {
        shape(at + "id", source.id(), errors);
        source.clinics().forEach((theirs, ours) -> {
            if (!clinics.contains(ours)) {
                reject(
                        errors,
                        at + "clinics",
                        "maps '%s' to '%s', which is no clinic's id; under recado.clinics there are %s"
                                .formatted(theirs, ours, clinics));
            }
        });
        if (source.fastLane().compareTo(source.slowLane()) > 0) {
            reject(errors, at + "fastLane", "must not be longer than slow-lane, which is " + source.slowLane());
        }
    }

    private static void shape(String key, String id, Errors errors) {
        try {
            Names.checked("id", id);
        } catch (IllegalArgumentException e) {
            reject(errors, key, "must be 1 to 40 lower-case letters, digits or hyphens");
        }
    }

    private static void web(String key, @Nullable URI url, Errors errors) {
        if (url != null && !Set.of("http", "https").contains(String.valueOf(url.getScheme()))) {
            reject(errors, key, "must begin with https:// or http://");
        }
    }

    private static void needed(String key, @Nullable String value, String what, Errors errors) {
        if (!StringUtils.hasText(value)) {
            reject(errors, key, "is needed by a channel of type whatsapp-cloud: " + what);
        }
    }

    private static <T> void unique(String list, List<T> entries, Function<T, String> id, Errors errors) {
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            var earlier = first.putIfAbsent(id.apply(entries.get(i)), i);
            if (earlier != null) {
                reject(errors, "%s[%d].id".formatted(list, i), "is already the id of %s[%d]".formatted(list, earlier));
            }
        }
    }

    private static <T> Set<String> ids(List<T> entries, Function<T, String> id) {
        return entries.stream().map(id).collect(Collectors.toCollection(TreeSet::new));
    }

    private static void reject(Errors errors, String key, String reason) {
        errors.rejectValue(key, "contradiction", reason);
    }
}

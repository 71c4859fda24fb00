package io.recado.clinic;

import io.recado.configuration.ChannelId;
import io.recado.configuration.ClinicId;
import io.recado.configuration.Wiring;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The clinics of the configuration, by id. */
@Component("clinics")
public class Clinics {

    private final Map<ClinicId, Clinic> byId = new LinkedHashMap<>();

    Clinics(Wiring wiring) {
        wiring.clinics().stream().map(Clinics::clinic).forEach(clinic -> byId.put(clinic.id(), clinic));
    }

    private static Clinic clinic(Wiring.ClinicEntry entry) {
        return new Clinic(
                new ClinicId(entry.id()),
                entry.name(),
                entry.country(),
                entry.zone(),
                Locale.forLanguageTag(entry.language()),
                entry.phone(),
                entry.address(),
                new ChannelId(entry.channel()),
                entry.rescheduleUrl());
    }

    /** All of them, in the configuration's order. */
    public Collection<Clinic> all() {
        return byId.values();
    }

    public Optional<Clinic> find(ClinicId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** A clinic that is known to exist, for ids that come from the hub's own tables. */
    public Clinic get(ClinicId id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException(
                "No clinic '%s'. Known are %s; add it under recado.clinics.".formatted(id, byId.keySet())));
    }
}

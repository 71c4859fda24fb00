package io.recado.consent;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.recado.configuration.ClinicId;
import io.recado.consent.OptOut.Kind;
import io.recado.contact.PhoneNumber;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known about the silence of some phone numbers, looked up at once and asked one by one. */
public final class Silence {

    /** Nobody is silent. */
    public static final Silence NONE = new Silence(Map.of());

    private final Map<PhoneNumber, List<Entry>> entries;

    Silence(Map<PhoneNumber, List<Entry>> entries) {
        this.entries = entries;
    }

    /** As if these wishes were all that is known. */
    public static Silence of(OptOut... wishes) {
        return new Silence(Arrays.stream(wishes)
                .collect(groupingBy(OptOut::phone, mapping(wish -> new Entry(wish.clinic(), wish.kind()), toList()))));
    }

    /** As if staff had muted this number at every clinic, and nothing else were known. */
    public static Silence muting(PhoneNumber phone) {
        return new Silence(Map.of(phone, List.of(new Entry(null, null))));
    }

    /** @param kind null: muted by staff */
    record Entry(@Nullable ClinicId clinic, @Nullable Kind kind) {}

    /** Whether messages of this kind are unwelcome; who opted out of all opted out of marketing too. */
    public boolean optedOut(ClinicId clinic, PhoneNumber phone, Kind kind) {
        return of(phone, clinic).stream()
                .anyMatch(entry -> entry.kind() == Kind.ALL || (entry.kind() != null && entry.kind() == kind));
    }

    /** Whether staff silenced the hub towards this number. */
    public boolean muted(ClinicId clinic, PhoneNumber phone) {
        return of(phone, clinic).stream().anyMatch(entry -> entry.kind() == null);
    }

    private List<Entry> of(PhoneNumber phone, ClinicId clinic) {
        return entries.getOrDefault(phone, List.of()).stream()
                .filter(entry -> entry.clinic() == null || clinic.equals(entry.clinic()))
                .toList();
    }
}

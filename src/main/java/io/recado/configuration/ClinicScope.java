package io.recado.configuration;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The clinics that somebody works for, or asks about. Whatever belongs to another clinic does not exist for them.
 *
 * @param all whether it is every clinic, those of tomorrow's configuration too
 * @param ids the clinics one by one; empty when it is all, and then not to be asked
 */
public record ClinicScope(boolean all, Set<ClinicId> ids) {

    private static final ClinicScope EVERYWHERE = new ClinicScope(true, Set.of());

    public ClinicScope {
        ids = Set.copyOf(ids);
        if (all && !ids.isEmpty()) {
            throw new IllegalArgumentException("A scope is all clinics or some, but it said all and named " + ids);
        }
    }

    public static ClinicScope everywhere() {
        return EVERYWHERE;
    }

    /** These clinics and no other; of none, nothing is seen. */
    public static ClinicScope of(Collection<ClinicId> clinics) {
        return new ClinicScope(false, Set.copyOf(clinics));
    }

    public static ClinicScope of(ClinicId... clinics) {
        return new ClinicScope(false, Set.of(clinics));
    }

    public boolean sees(ClinicId clinic) {
        return all || ids.contains(clinic);
    }

    /** Whether everything in the other scope is in this one too. */
    public boolean contains(ClinicScope other) {
        return all || (!other.all && ids.containsAll(other.ids));
    }

    /** What this scope leaves of one clinic; the scope itself when none is asked for. */
    public ClinicScope narrowedTo(@Nullable ClinicId clinic) {
        if (clinic == null) {
            return this;
        }
        return sees(clinic) ? of(clinic) : of();
    }

    /** For SQL: {@code (:clinics::text[] is null or clinic = any(:clinics))}. Null when it is all. */
    public String @Nullable [] names() {
        return all ? null : ids.stream().map(ClinicId::value).sorted().toArray(String[]::new);
    }

    @Override
    public String toString() {
        return all ? "every clinic" : ids.stream().map(ClinicId::value).sorted().collect(Collectors.joining(", "));
    }
}

package io.recado.console.access;

import io.recado.configuration.ClinicId;
import java.util.Collection;
import java.util.Set;

/**
 * The clinics that somebody works for. Whatever belongs to another clinic does not exist for them.
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
}

package io.recado.agenda;

import io.recado.configuration.SourceId;
import org.jspecify.annotations.Nullable;

/**
 * What a corrected number means to the patient's source.
 *
 * @param externalId the source's id of the patient
 * @param atSource the number as the source had it when the correction was made, as it was typed there; null when it had none
 */
public record CorrectedPhone(
        SourceId source, String externalId, @Nullable String atSource) {

    /** The ids only: a phone is in no log. */
    @Override
    public String toString() {
        return "CorrectedPhone[%s, %s]".formatted(source, externalId);
    }
}

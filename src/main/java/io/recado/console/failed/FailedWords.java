package io.recado.console.failed;

import io.recado.channel.Failure;
import io.recado.clinic.Clinics;
import io.recado.configuration.ClinicId;
import io.recado.recovery.Explanation;
import java.time.ZoneId;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Says why a message failed as people do. */
@Component("failedWords")
class FailedWords {

    private final Clinics clinics;

    FailedWords(Clinics clinics) {
        this.clinics = clinics;
    }

    public String why(Failure failure, Locale language) {
        return Explanation.of(failure, language).why();
    }

    public String advice(Failure failure, Locale language) {
        return Explanation.of(failure, language).advice();
    }

    public ZoneId zone(ClinicId clinic) {
        return clinics.get(clinic).zone();
    }

    public String clinic(ClinicId clinic) {
        return clinics.get(clinic).name();
    }
}

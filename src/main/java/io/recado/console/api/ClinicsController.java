package io.recado.console.api;

import io.recado.clinic.Clinic;
import io.recado.clinic.Clinics;
import io.recado.console.access.RequiresLogin;
import io.recado.console.access.Viewer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(ApiConfiguration.ROOT)
@RequiresLogin
@Tag(name = "Clinics")
class ClinicsController {

    private final Clinics clinics;

    ClinicsController(Clinics clinics) {
        this.clinics = clinics;
    }

    @GetMapping("/clinics")
    @Operation(summary = "The clinics of the configuration that the caller sees")
    Page<ClinicView> clinics(Viewer viewer) {
        return Page.whole(clinics.all().stream()
                .filter(clinic -> viewer.sees(clinic.id()))
                .map(ClinicView::of)
                .toList());
    }

    record ClinicView(
            String id,
            String name,
            String country,
            String zone,
            String language,
            @Nullable String phone,
            @Nullable String address,
            String channel) {

        static ClinicView of(Clinic clinic) {
            return new ClinicView(
                    clinic.id().value(),
                    clinic.name(),
                    clinic.country(),
                    clinic.zone().getId(),
                    clinic.language().toLanguageTag(),
                    clinic.phone(),
                    clinic.address(),
                    clinic.channel().value());
        }
    }
}

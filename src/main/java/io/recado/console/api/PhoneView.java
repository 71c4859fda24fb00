package io.recado.console.api;

import io.recado.console.api.AppointmentView.PatientView;
import io.recado.console.api.FailedView.AboutView;
import io.recado.contact.PhoneCheck;
import io.recado.recovery.PhoneLook;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What to know before a patient's number is corrected. */
@Schema(name = "PhoneLook")
record PhoneView(
        @Schema(
                description = "The number as it would be used; null when it cannot be dialled",
                example = "+34600000001")
        @Nullable
        String phone,

        @Schema(description = "Why it cannot be dialled", example = "NOT_VALID") @Nullable
        String problem,

        @Schema(description = "Whether its range is in use in its country; one that is not may still be a new one")
        boolean familiar,

        @Schema(description = "Who else has the number that failed")
        List<SharingView> sharingOld,

        @Schema(description = "Who has the new number already")
        List<SharingView> sharingNew) {

    static PhoneView of(PhoneLook look) {
        return new PhoneView(
                look.check() instanceof PhoneCheck.Usable usable
                        ? usable.number().e164()
                        : null,
                look.check() instanceof PhoneCheck.Unusable unusable
                        ? unusable.problem().name()
                        : null,
                look.familiar(),
                look.sharingOld().stream().map(SharingView::of).toList(),
                look.sharingNew().stream().map(SharingView::of).toList());
    }

    /** Somebody with a number, and what is still to come for them. */
    @Schema(name = "PhoneSharing")
    record SharingView(PatientView patient, List<AboutView> appointments) {

        static SharingView of(PhoneLook.Sharing sharing) {
            return new SharingView(
                    PatientView.of(sharing.patient()),
                    sharing.open().stream().map(AboutView::of).toList());
        }
    }

    /**
     * What came of a correction.
     *
     * @param resent null when nobody asked for it, or it could not be
     */
    @Schema(name = "PhoneCorrected")
    record CorrectedView(
            String phone,

            @Schema(
                    description =
                            "The command that carries it to the source; null when the source cannot be written to, and then the number "
                                    + "counts here until the source has another one")
            @Nullable
            String writeBack,

            @Schema(description = "Whether the message goes again")
            boolean resent,

            MessageView message) {}
}

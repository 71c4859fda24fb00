package io.recado.console.search;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was found, a few of each kind. */
record Finds(List<PatientFind> patients, List<AppointmentFind> appointments, List<MessageFind> messages) {

    static final Finds NOTHING = new Finds(List.of(), List.of(), List.of());

    public int count() {
        return patients.size() + appointments.size() + messages.size();
    }

    /**
     * @param phone E.164; null when there is none to dial
     * @param next their next appointment's start, or the last one's, in the viewer's clinics; null when there is none
     */
    record PatientFind(
            long id,
            String name,
            @Nullable String phone,
            @Nullable Instant next,
            @Nullable String clinic) {

        @Override
        public String toString() {
            return "PatientFind[" + id + "]";
        }
    }

    record AppointmentFind(long id, String externalId, String name, Instant start, String status, String clinic) {

        @Override
        public String toString() {
            return "AppointmentFind[" + id + "]";
        }
    }

    record MessageFind(String id, String rule, String phone, String status, Instant planned, String clinic) {

        @Override
        public String toString() {
            return "MessageFind[" + id + "]";
        }
    }
}

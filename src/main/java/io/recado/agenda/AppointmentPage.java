package io.recado.agenda;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some appointments in the order of their start, and where the next page begins; null after the last one. */
public record AppointmentPage(
        List<Appointment> items, @Nullable String next) {}

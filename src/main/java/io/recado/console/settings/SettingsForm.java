package io.recado.console.settings;

import io.recado.automation.reminder.LateBooking;
import io.recado.automation.reminder.ReminderSettings;
import io.recado.clinic.ClinicSwitch;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form as somebody typed it, so that it can be shown again as it was. A field of another name is not read.
 *
 * @param maySend {@code on}, or null for off
 * @param enabled likewise
 * @param reader language tag of the patient in whose language the example is shown
 * @param switchVersion version of the switch that was shown
 * @param version version of the reminder's settings that was shown
 */
record SettingsForm(
        @Nullable String maySend,
        @Nullable String enabled,
        @Nullable String daysBefore,
        @Nullable String sendAt,
        @Nullable String template,
        @Nullable String lateBooking,
        @Nullable String reader,
        @Nullable String switchVersion,
        @Nullable String version) {

    static final int MOST_DAYS = 30;

    static SettingsForm of(ClinicSwitch clinic, ReminderSettings reminder) {
        return new SettingsForm(
                clinic.maySend() ? "on" : null,
                reminder.enabled() ? "on" : null,
                Integer.toString(reminder.daysBefore()),
                reminder.sendAt().toString(),
                reminder.template(),
                reminder.lateBooking().name(),
                null,
                Long.toString(clinic.version()),
                Long.toString(reminder.version()));
    }

    /** The same as typed, now starting from what somebody else has saved. */
    SettingsForm startingFrom(ClinicSwitch clinic, ReminderSettings reminder) {
        return new SettingsForm(
                maySend,
                enabled,
                daysBefore,
                sendAt,
                template,
                lateBooking,
                reader,
                Long.toString(clinic.version()),
                Long.toString(reminder.version()));
    }

    /** The same with other values, by field. */
    SettingsForm with(Map<String, String> values) {
        return new SettingsForm(
                "on".equals(values.get("maySend")) ? "on" : null,
                "on".equals(values.get("enabled")) ? "on" : null,
                values.get("daysBefore"),
                values.get("sendAt"),
                values.get("template"),
                values.get("lateBooking"),
                reader,
                switchVersion,
                version);
    }

    /** The same with a clinic's stored reminder in place of whatever was typed about it: only the switch may be turned. */
    SettingsForm switchOnly(ReminderSettings stored) {
        return new SettingsForm(
                maySend,
                stored.enabled() ? "on" : null,
                Integer.toString(stored.daysBefore()),
                stored.sendAt().toString(),
                stored.template(),
                stored.lateBooking().name(),
                reader,
                switchVersion,
                version);
    }

    boolean on(String field) {
        return switch (field) {
            case "maySend" -> maySend != null;
            case "enabled" -> enabled != null;
            default -> throw new IllegalArgumentException("No switch " + field);
        };
    }

    /** What is wrong, by field, as the end of a message's key; empty when all can be read. */
    Map<String, String> faults() {
        var faults = new LinkedHashMap<String, String>();
        if (days() == null) {
            faults.put("daysBefore", "days");
        }
        if (time() == null) {
            faults.put("sendAt", "time");
        }
        if (template == null || template.isBlank()) {
            faults.put("template", "template");
        }
        if (late() == null) {
            faults.put("lateBooking", "late");
        }
        return faults;
    }

    /** These fields in place of a clinic's; only to be asked when there are no {@link #faults}. */
    ReminderSettings edited(ReminderSettings stored) {
        var days = days();
        var time = time();
        var late = late();
        if (days == null || time == null || late == null || template == null) {
            throw new IllegalStateException("A form with faults is not read");
        }
        return new ReminderSettings(
                stored.clinic(), enabled != null, days, time, template.strip(), late, number(version));
    }

    ClinicSwitch edited(ClinicSwitch stored) {
        return new ClinicSwitch(stored.clinic(), maySend != null, number(switchVersion));
    }

    private @Nullable Integer days() {
        if (daysBefore == null || !daysBefore.strip().matches("[0-9]{1,2}")) {
            return null;
        }
        var days = Integer.parseInt(daysBefore.strip());
        return days <= MOST_DAYS ? days : null;
    }

    private @Nullable LocalTime time() {
        try {
            return sendAt == null
                    ? null
                    : LocalTime.parse(sendAt.strip()).withSecond(0).withNano(0);
        } catch (DateTimeException noTime) {
            return null;
        }
    }

    private @Nullable LateBooking late() {
        return Arrays.stream(LateBooking.values())
                .filter(one -> one.name().equals(lateBooking))
                .findFirst()
                .orElse(null);
    }

    /** A version that nobody was shown conflicts with whatever is stored. */
    private static long number(@Nullable String version) {
        return version != null && version.matches("[0-9]{1,18}") ? Long.parseLong(version) : -1;
    }
}

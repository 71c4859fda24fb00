package io.recado.console.settings;

import io.recado.automation.reminder.ReminderRehearsal;
import io.recado.automation.reminder.ReminderSettings;
import io.recado.automation.reminder.RemindersPerClinic;
import io.recado.clinic.Clinic;
import io.recado.clinic.ClinicSwitch;
import io.recado.clinic.ClinicSwitches;
import io.recado.clinic.SaveOutcome;
import io.recado.configuration.ClinicId;
import io.recado.configuration.ClinicScope;
import io.recado.console.access.Action;
import io.recado.console.access.AuditLog;
import io.recado.console.access.Viewer;
import io.recado.template.Catalogue.Choice;
import io.recado.template.Occasion;
import io.recado.template.Templates;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** The section of one clinic: what is stored, what an edit would do, and keeping it, all of it or nothing. */
@Component
class ClinicSettings {

    /** Saves of others that a conflict goes back through. */
    private static final int MOST_SAVES = 20;

    private final ClinicSwitches switches;
    private final RemindersPerClinic reminders;
    private final ReminderRehearsal rehearsal;
    private final Templates templates;
    private final Readiness readiness;
    private final Specimen specimen;
    private final AuditLog audit;
    private final TransactionOperations transaction;

    ClinicSettings(
            ClinicSwitches switches,
            RemindersPerClinic reminders,
            ReminderRehearsal rehearsal,
            Templates templates,
            Readiness readiness,
            Specimen specimen,
            AuditLog audit,
            TransactionTemplate transaction) {
        this.switches = switches;
        this.reminders = reminders;
        this.rehearsal = rehearsal;
        this.templates = templates;
        this.readiness = readiness;
        this.specimen = specimen;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** What a clinic's two settings are. */
    record Stored(ClinicSwitch clinic, ReminderSettings reminder) {

        SettingsForm form() {
            return SettingsForm.of(clinic, reminder);
        }
    }

    /** What became of saving. */
    sealed interface Saving {

        record Saved() implements Saving {}

        /** Nothing was kept: the form cannot be read, or says what may not be. */
        record Faulty(Map<String, String> faults) implements Saving {}

        /** Nothing was kept: somebody else saved meanwhile, and this is what stands. */
        record Conflict(Meanwhile meanwhile) implements Saving {}
    }

    Stored stored(ClinicId clinic) {
        return new Stored(switches.get(clinic), reminders.get(clinic));
    }

    List<TemplateChoice> templates(Clinic clinic) {
        return TemplateChoice.of(templates.all(), clinic);
    }

    Preview preview(Clinic clinic, SettingsForm typed) {
        var form = asFarAsEnabled(clinic, typed);
        if (!form.faults().isEmpty()) {
            return Preview.none("faults", null);
        }
        var settings = form.edited(reminders.get(clinic.id()));
        var forecast = rehearsal.forecast(settings, form.on("maySend"));
        var example = specimen.appointment(clinic, settings.daysBefore(), form.reader());
        return switch (rehearsal.text(settings, example)) {
            case Choice.Missing missing -> Preview.none("missing", forecast);
            case Choice.Inactive inactive -> Preview.none("inactive", forecast);
            case Choice.Found(var template) ->
                new Preview(
                        null,
                        template.content(new Occasion(example, clinic), "example")
                                .text(),
                        template.buttons(),
                        settings.due(example.start(), clinic.zone()),
                        example.start(),
                        forecast);
        };
    }

    /** Keeps what was typed, unless it cannot be, or somebody else was quicker. */
    Saving save(Clinic clinic, SettingsForm typed, Viewer who) {
        var form = asFarAsEnabled(clinic, typed);
        var before = stored(clinic.id());
        var faults = faults(clinic, form, before);
        if (!faults.isEmpty()) {
            return new Saving.Faulty(faults);
        }
        var conflict = transaction.execute(status -> {
            if (keep(form, before)) {
                status.setRollbackOnly();
                return true;
            }
            var changes = changes(before, stored(clinic.id()));
            if (!changes.isEmpty()) {
                audit.record(who, Action.SETTINGS_CHANGED, clinic.id(), "clinic:" + clinic.id(), changes);
            }
            return false;
        });
        return Boolean.TRUE.equals(conflict) ? new Saving.Conflict(meanwhile(clinic, form)) : new Saving.Saved();
    }

    private Meanwhile meanwhile(Clinic clinic, SettingsForm form) {
        var log = audit.search(
                new AuditLog.Query(
                        ClinicScope.of(clinic.id()), null, Action.SETTINGS_CHANGED, clinic.id(), null, null, null),
                MOST_SAVES);
        return Meanwhile.of(form, stored(clinic.id()), log);
    }

    /** While the integration is not complete the section is shut, except that sending may always be turned off. */
    private SettingsForm asFarAsEnabled(Clinic clinic, SettingsForm typed) {
        return readiness.of(clinic).complete() ? typed : typed.switchOnly(reminders.get(clinic.id()));
    }

    /** @return whether somebody else was quicker, with either of the two */
    private boolean keep(SettingsForm form, Stored before) {
        var turned = form.edited(before.clinic());
        var edited = form.edited(before.reminder());
        // a setting that was not touched is not saved: whoever only turns the switch disturbs nobody who edits the rest
        return (differs(turned, before.clinic()) && switches.save(turned) instanceof SaveOutcome.Conflict)
                || (differs(edited, before.reminder()) && reminders.save(edited) instanceof SaveOutcome.Conflict);
    }

    private static boolean differs(ClinicSwitch one, ClinicSwitch other) {
        return one.maySend() != other.maySend();
    }

    private static boolean differs(ReminderSettings one, ReminderSettings other) {
        return !values(one).equals(values(other));
    }

    private Map<String, String> faults(Clinic clinic, SettingsForm form, Stored before) {
        var faults = form.faults();
        var complete = readiness.of(clinic).complete();
        if (!complete && form.on("maySend") && !before.clinic().maySend()) {
            faults.put("maySend", "incomplete");
        }
        if (faults.isEmpty()) {
            var name = form.edited(before.reminder()).template();
            var kept = name.equals(before.reminder().template());
            var active = templates(clinic).stream()
                    .anyMatch(choice -> choice.active() && choice.name().equals(name));
            if (!active && !kept) {
                faults.put("template", "inactive");
            }
        }
        return faults;
    }

    /** What differs between two states, by field, as the audit log keeps it. */
    static Map<String, String> changes(Stored before, Stored after) {
        var changes = new LinkedHashMap<String, String>();
        var old = values(before);
        values(after).forEach((field, value) -> {
            if (!value.equals(old.get(field))) {
                changes.put(field, Meanwhile.change(String.valueOf(old.get(field)), value));
            }
        });
        return changes;
    }

    static Map<String, String> values(Stored stored) {
        var values = new LinkedHashMap<String, String>();
        values.put("maySend", stored.clinic().maySend() ? "on" : "off");
        values.putAll(values(stored.reminder()));
        return values;
    }

    private static Map<String, String> values(ReminderSettings reminder) {
        var values = new LinkedHashMap<String, String>();
        values.put("enabled", reminder.enabled() ? "on" : "off");
        values.put("daysBefore", Integer.toString(reminder.daysBefore()));
        values.put("sendAt", reminder.sendAt().toString());
        values.put("template", reminder.template());
        values.put("lateBooking", reminder.lateBooking().name());
        return values;
    }
}

package io.recado.console.settings;

import io.recado.console.access.AuditLog;
import io.recado.console.settings.ClinicSettings.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What others saved between the moment in which a form was shown and the one in which it was sent.
 *
 * @param stored what stands now
 * @param saves as the audit log has them, latest first
 * @param complete whether these are all of them; when not, nobody can tell which fields of the form were left as they were shown
 */
record Meanwhile(Stored stored, List<Save> saves, boolean complete) {

    /** How a change is written in the audit log. */
    private static final String TO = " → ";

    /** What somebody saved. */
    record Save(String who, Instant at, List<Change> changes) {

        /** Whether what it saved is what stood afterwards; if not, something was saved that the audit log does not have. */
        private boolean ledTo(Map<String, String> values) {
            return changes.stream().allMatch(change -> change.after().equals(values.get(change.field())));
        }
    }

    /** One field of it. */
    record Change(String field, String before, String after) {}

    /** A field in which what was typed is not what stands now. */
    record Difference(String field, String stored, String typed) {}

    /** As the audit log keeps it. */
    static String change(String before, String after) {
        return before + TO + after;
    }

    /**
     * Goes back through the audit log as far as the versions say.
     *
     * @param log the clinic's changes of settings, latest first
     */
    static Meanwhile of(SettingsForm form, Stored stored, List<AuditLog.Entry> log) {
        var turns = stored.clinic().version() - form.edited(stored.clinic()).version();
        var edits = stored.reminder().version() - form.edited(stored.reminder()).version();
        var values = new LinkedHashMap<>(ClinicSettings.values(stored));
        var saves = new ArrayList<Save>();
        for (var entry : log) {
            var save = new Save(entry.who(), entry.at(), changes(entry.details()));
            if ((turns <= 0 && edits <= 0) || !save.ledTo(values)) {
                break;
            }
            save.changes().forEach(change -> values.put(change.field(), change.before()));
            var turned = entry.details().containsKey("maySend");
            turns -= turned ? 1 : 0;
            edits -= entry.details().size() > (turned ? 1 : 0) ? 1 : 0;
            saves.add(save);
        }
        return new Meanwhile(stored, saves, turns <= 0 && edits <= 0);
    }

    private static List<Change> changes(Map<String, String> details) {
        var changes = new ArrayList<Change>();
        details.forEach((field, change) -> {
            var sides = change.split(TO, 2);
            if (sides.length == 2) {
                changes.add(new Change(field, sides[0], sides[1]));
            }
        });
        return changes;
    }

    /** What was typed, with the others' value in each field that only they have changed. */
    SettingsForm merged(SettingsForm typed) {
        var values = new LinkedHashMap<>(typed(typed));
        if (complete) {
            var shown = shown();
            ClinicSettings.values(stored).forEach((field, now) -> {
                if (String.valueOf(values.get(field)).equals(shown.get(field))) {
                    values.put(field, now);
                }
            });
        }
        return typed.with(values).startingFrom(stored.clinic(), stored.reminder());
    }

    /** Where what was typed and what stands now are not the same. */
    List<Difference> differences(SettingsForm merged) {
        var mine = typed(merged);
        return ClinicSettings.values(stored).entrySet().stream()
                .filter(now -> !now.getValue().equals(mine.get(now.getKey())))
                .map(now -> new Difference(now.getKey(), now.getValue(), mine.getOrDefault(now.getKey(), "")))
                .toList();
    }

    private Map<String, String> typed(SettingsForm form) {
        return ClinicSettings.values(new Stored(form.edited(stored.clinic()), form.edited(stored.reminder())));
    }

    /** What the form showed at first: what stands now, without what was saved meanwhile. */
    private Map<String, String> shown() {
        var shown = new LinkedHashMap<>(ClinicSettings.values(stored));
        saves.forEach(save -> save.changes().forEach(change -> shown.put(change.field(), change.before())));
        return shown;
    }
}

package io.recado.automation.reminder;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Plans the reminders of all clinics. Routes say when. */
@Component("reminders")
public class Reminders {

    static final int PAGE = 1_000;

    /** Older appointments than this are history: nobody asks any more why nothing was said. */
    private static final Duration LOOKING_BACK = Duration.ofDays(3);

    private final ReminderPlanner planner;
    private final JdbcClient jdbc;
    private final Clock clock;

    Reminders(ReminderPlanner planner, JdbcClient jdbc, Clock clock) {
        this.planner = planner;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Decides about every appointment that is new, has changed, or whose time has come, and places the orders that follow. Several nodes
     * may do it at once: what one takes the others pass over.
     *
     * @return about how many appointments was decided
     */
    public int planDue() {
        return planPages(PAGE);
    }

    int planPages(int page) {
        // one now for the whole run: whatever was decided lies ahead of it, so the run ends
        var now = clock.instant();
        var decided = 0;
        int taken;
        do {
            taken = planner.planPage(now, page);
            decided += taken;
        } while (taken == page);
        return decided;
    }

    /**
     * Compares all appointments that may still matter with what was decided about them, and puts on the list whatever no event brought
     * there. It is the slow lane beside the events: it should find nothing.
     *
     * @return how many it found
     */
    @Transactional
    public int reconcile() {
        var now = clock.instant();
        return jdbc.sql("""
                        insert into rule_candidate (rule, subject, clinic, starts, since, look_at)
                        select :rule, 'appointment:' || a.id, a.clinic, a.starts_at, a.first_seen_at, :now
                          from appointment a
                          left join rule_candidate c on c.rule = :rule and c.subject = 'appointment:' || a.id
                         where a.starts_at > :from
                           and (c.subject is null or c.seen is distinct from a.changed_at)
                           and (c.look_at is null or c.look_at > :now)
                         order by 2
                        on conflict (rule, subject) do update
                           set clinic = excluded.clinic, starts = excluded.starts, look_at = excluded.look_at
                        """)
                .param("rule", ReminderRule.NAME)
                .param("from", Timestamp.from(now.minus(LOOKING_BACK)))
                .param("now", Timestamp.from(now))
                .update();
    }
}

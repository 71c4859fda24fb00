package io.recado.automation.reminder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

import io.recado.outbox.Dispatch;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quartz.SchedulerException;

/** The real routes and a real scheduler around a planner that only counts. The schedule is not waited for: its jobs are fired by hand. */
class RemindersRouteTest {

    private static final CountingReminders REMINDERS = new CountingReminders();
    private static DefaultCamelContext camel;
    private static ProducerTemplate template;

    /** In the place of {@link Reminders}. */
    public static final class CountingReminders {

        private final AtomicInteger planned = new AtomicInteger();
        private final AtomicInteger reconciled = new AtomicInteger();
        private volatile boolean broken;

        public int planDue() {
            planned.incrementAndGet();
            if (broken) {
                throw new IllegalStateException("no database");
            }
            return 3;
        }

        public int reconcile() {
            reconciled.incrementAndGet();
            return 1;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        camel = new DefaultCamelContext();
        // errors.camel.yaml names it for messages under way; none is here
        camel.getRegistry().bind("dispatch", mock(Dispatch.class));
        camel.getRegistry().bind("reminders", REMINDERS);
        for (String file : List.of("errors", "reminders")) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(PluginHelper.getResourceLoader(camel)
                            .resolveResource("file:routes/" + file + ".camel.yaml"));
        }
        camel.start();
        template = camel.createProducerTemplate();
    }

    @AfterAll
    static void stop() {
        camel.stop();
    }

    @BeforeEach
    void mend() {
        REMINDERS.broken = false;
    }

    @Test
    void whoeverIsInAHurryPlansDirectlyAndHearsHowMuchWasDecided() {
        assertThat(template.requestBody("direct:plan-reminders", null, Integer.class))
                .isEqualTo(3);
    }

    @Test
    void plansEveryHalfMinuteAndNeverTwiceAtOnce() throws SchedulerException {
        var endpoint = (QuartzEndpoint) camel.getRoute("tick-reminders").getEndpoint();
        assertThat(endpoint.getCron()).isEqualTo("0/30 * * * * ?");
        assertThat(endpoint.isStateful()).isTrue();
        var before = REMINDERS.planned.get();

        fire("tick-reminders");

        await().until(() -> REMINDERS.planned.get() > before);
    }

    @Test
    void reconcilingPlansWhatItFound() throws SchedulerException {
        var before = REMINDERS.planned.get();
        var reconciled = REMINDERS.reconciled.get();

        fire("reconcile-reminders");

        await().until(() -> REMINDERS.reconciled.get() > reconciled && REMINDERS.planned.get() > before);
    }

    @Test
    void aRunThatFailsIsFollowedByTheNext() throws SchedulerException {
        REMINDERS.broken = true;
        assertThatThrownBy(() -> template.requestBody("direct:plan-reminders", (Object) null))
                .isInstanceOf(CamelExecutionException.class)
                .hasRootCauseMessage("no database");

        REMINDERS.broken = false;
        var before = REMINDERS.planned.get();
        fire("tick-reminders");

        await().until(() -> REMINDERS.planned.get() > before);
    }

    private static void fire(String route) throws SchedulerException {
        var endpoint = (QuartzEndpoint) camel.getRoute(route).getEndpoint();
        var scheduler = camel.getComponent("quartz", QuartzComponent.class).getScheduler();
        var key = endpoint.getTriggerKey();
        scheduler.triggerJob(scheduler.getTrigger(key).getJobKey());
    }
}

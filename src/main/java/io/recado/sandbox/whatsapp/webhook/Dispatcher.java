package io.recado.sandbox.whatsapp.webhook;

import io.recado.sandbox.ClockMoved;
import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.account.WhatsAppSettings;
import io.recado.sandbox.whatsapp.account.WhatsAppSettings.Account;
import io.recado.sandbox.whatsapp.webhook.WebhookQueue.Due;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Delivers webhooks: one loop per business number, and one per account for what concerns no number alone, takes what is due from
 * the table, sends it in signed batches, and lets go of what was answered with 200. Everything else stays in the table and comes
 * again later, with growing delay. A receiver that hangs holds up its own loop only.
 */
@Component
public class Dispatcher implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final Duration TOGETHER = Duration.ofMillis(15);
    private static final int AT_ONCE = 4;
    private static final int BULK = 1_000;
    private static final int OK = 200;

    /** Who is told, and when its loop looks again. */
    private static final class Lane {

        private final String id;
        private final Semaphore wakeUp = new Semaphore(0);
        private volatile Instant looksAt = Instant.MIN;

        Lane(String id) {
            this.id = id;
        }

        void wake() {
            if (wakeUp.availablePermits() == 0) {
                wakeUp.release();
            }
        }

        /** Wakes it unless it looks in time for this anyway. */
        void wake(Instant due) {
            if (due.isBefore(looksAt)) {
                wake();
            }
        }
    }

    private final WebhookQueue queue;
    private final Accounts accounts;
    private final WhatsAppSettings settings;
    private final Clock clock;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final Map<String, Boolean> reachable = new ConcurrentHashMap<>();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;
    private volatile boolean running;

    Dispatcher(WebhookQueue queue, Accounts accounts, WhatsAppSettings settings, Clock clock) {
        this.queue = queue;
        this.accounts = accounts;
        this.settings = settings;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .executor(executor)
                .build();
    }

    /**
     * Something new is due now.
     *
     * @param id a business number's, or an account's
     */
    public void wake(String id) {
        if (running) {
            lanes.computeIfAbsent(id, this::open).wake();
        }
    }

    /** Something new is due at this moment. */
    public void wake(String id, Instant due) {
        if (running) {
            lanes.computeIfAbsent(id, this::open).wake(due);
        }
    }

    @EventListener(ClockMoved.class)
    void whenTimeHasMoved() {
        lanes.values().forEach(Lane::wake);
    }

    private Lane open(String id) {
        Lane lane = new Lane(id);
        executor.execute(() -> loop(lane));
        return lane;
    }

    @Override
    public void start() {
        running = true;
        queue.lanes().forEach(this::wake);
    }

    private void loop(Lane lane) {
        while (running) {
            try {
                boolean more = deliver(lane);
                await(lane, more);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (running) {
                    log.warn("Webhooks of {} could not be handled; trying again", lane.id, e);
                    pause();
                }
            }
        }
    }

    private void pause() {
        try {
            new Semaphore(0).tryAcquire(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            running = false;
        }
    }

    /** Waits for what is due next. A moment passes in any case, so that what is due together goes out together. */
    private void await(Lane lane, boolean more) throws InterruptedException {
        if (more) {
            return;
        }
        if (lane.wakeUp.tryAcquire(TOGETHER.toMillis(), TimeUnit.MILLISECONDS)) {
            lane.wakeUp.drainPermits();
            return;
        }
        // before looking: what is stored from now on wakes it if it is due earlier
        lane.looksAt = Instant.MAX;
        Instant next = queue.nextDue(lane.id);
        Instant idle = clock.instant().plus(IDLE);
        lane.looksAt = next == null || next.isAfter(idle) ? idle : next;
        long wait = Duration.between(clock.instant(), lane.looksAt).toMillis() + 1;
        if (wait > 1 && lane.wakeUp.tryAcquire(wait, TimeUnit.MILLISECONDS)) {
            lane.wakeUp.drainPermits();
        }
    }

    /** Sends what is due; answers whether there may be more. */
    private boolean deliver(Lane lane) {
        int most = Math.max(settings.webhookBatch() * AT_ONCE, BULK);
        List<Due> due = queue.due(lane.id, clock.instant(), most);
        if (due.isEmpty()) {
            return false;
        }
        queue.happened(due);
        List<CompletableFuture<Void>> sending = new ArrayList<>();
        List<Due> answered = new ArrayList<>();
        List<Due> unanswered = new ArrayList<>();
        for (List<Due> batch : Batches.of(due, settings.webhookBatch(), settings.shuffle())) {
            sending.add(post(lane, batch).thenAccept(ok -> {
                synchronized (answered) {
                    (ok ? answered : unanswered).addAll(batch);
                }
            }));
        }
        CompletableFuture.allOf(sending.toArray(CompletableFuture[]::new)).join();
        answered.addAll(
                due.stream().filter(webhook -> webhook.change().isEmpty()).toList());
        queue.answered(answered);
        queue.again(unanswered, clock.instant(), settings.retryFirst(), settings.retryMost());
        return due.size() == most || !unanswered.isEmpty();
    }

    private CompletableFuture<Boolean> post(Lane lane, List<Due> batch) {
        Account account = account(lane);
        byte[] body = Signature.wire(Envelope.of(account.id(), batch));
        String callback = callback(lane, account);
        if (callback == null) {
            // nobody is subscribed, so nobody is told
            return CompletableFuture.completedFuture(true);
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(callback))
                .timeout(ANSWER_WITHIN)
                .header("Content-Type", "application/json")
                .header("User-Agent", "facebookexternalua")
                .header("X-Hub-Signature-256", Signature.of(body, account.appSecret()))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.discarding()).handle((response, failure) -> {
            boolean ok = response != null && response.statusCode() == OK;
            Boolean before = reachable.put(lane.id, ok);
            if (!ok && !Boolean.FALSE.equals(before)) {
                log.info(
                        "Webhooks of {} wait: {} answered {}",
                        lane.id,
                        callback,
                        response == null ? "nothing" : response.statusCode());
            }
            return ok;
        });
    }

    private Account account(Lane lane) {
        Account account = accounts.find(lane.id);
        return account != null ? account : accounts.line(lane.id).account();
    }

    private @Nullable String callback(Lane lane, Account account) {
        return lane.id.equals(account.id()) ? accounts.callback(account) : accounts.callback(accounts.line(lane.id));
    }

    @Override
    public void stop() {
        running = false;
        http.shutdownNow();
        executor.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

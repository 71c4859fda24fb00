package io.recado.sandbox.whatsapp.webhook;

import io.recado.sandbox.HubAddress;
import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.account.WhatsAppSettings;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Delivers webhooks: one loop per business number takes what is due from the table, sends it in signed batches, and lets go of
 * what was answered with 200. Everything else stays in the table and comes again later, with growing delay.
 */
@Component
public class Dispatcher implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final int AT_ONCE = 4;
    private static final int OK = 200;

    private final WebhookQueue queue;
    private final Accounts accounts;
    private final HubAddress hub;
    private final WhatsAppSettings settings;
    private final Clock clock;
    private final Map<String, Semaphore> wakeUps = new ConcurrentHashMap<>();
    private final Map<String, Boolean> reachable = new ConcurrentHashMap<>();
    private final List<Thread> loops = new ArrayList<>();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;
    private volatile boolean running;

    Dispatcher(WebhookQueue queue, Accounts accounts, HubAddress hub, WhatsAppSettings settings, Clock clock) {
        this.queue = queue;
        this.accounts = accounts;
        this.hub = hub;
        this.settings = settings;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .executor(executor)
                .build();
        accounts.lines().forEach(line -> wakeUps.put(line.number().id(), new Semaphore(0)));
    }

    /** Something new may be due. */
    public void wake(String phoneNumberId) {
        Semaphore wakeUp = wakeUps.get(phoneNumberId);
        if (wakeUp != null && wakeUp.availablePermits() == 0) {
            wakeUp.release();
        }
    }

    @Override
    public void start() {
        running = true;
        for (Line line : accounts.lines()) {
            loops.add(Thread.ofVirtual().name("webhooks-" + line.number().id()).start(() -> loop(line)));
        }
    }

    private void loop(Line line) {
        while (running) {
            try {
                if (!deliver(line)) {
                    await(line);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (running) {
                    log.warn(
                            "Webhooks of {} could not be handled; trying again",
                            line.number().id(),
                            e);
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

    private void await(Line line) throws InterruptedException {
        Semaphore wakeUp = wakeUps.getOrDefault(line.number().id(), new Semaphore(0));
        wakeUp.drainPermits();
        Instant next = queue.nextDue(line.number().id());
        Duration wait = next == null ? IDLE : Duration.between(clock.instant(), next);
        if (wait.isPositive()
                && wakeUp.tryAcquire(Math.min(wait.toMillis() + 1, IDLE.toMillis()), TimeUnit.MILLISECONDS)) {
            wakeUp.drainPermits();
        }
    }

    /** Sends what is due; answers whether there was anything. */
    private boolean deliver(Line line) {
        int most = settings.webhookBatch() * AT_ONCE;
        List<Due> due = queue.due(line.number().id(), clock.instant(), most);
        if (due.isEmpty()) {
            return false;
        }
        queue.happened(due);
        List<CompletableFuture<Void>> sending = new ArrayList<>();
        List<Due> answered = new ArrayList<>();
        List<Due> unanswered = new ArrayList<>();
        for (int from = 0; from < due.size(); from += settings.webhookBatch()) {
            List<Due> batch = due.subList(from, Math.min(due.size(), from + settings.webhookBatch()));
            sending.add(post(line, batch).thenAccept(ok -> {
                synchronized (answered) {
                    (ok ? answered : unanswered).addAll(batch);
                }
            }));
        }
        CompletableFuture.allOf(sending.toArray(CompletableFuture[]::new)).join();
        queue.answered(answered);
        queue.again(unanswered, clock.instant(), settings.retryFirst(), settings.retryMost());
        return true;
    }

    private CompletableFuture<Boolean> post(Line line, List<Due> batch) {
        byte[] body = Signature.wire(envelope(line, batch));
        String override = accounts.override(line.number().id());
        String callback =
                override != null ? override : hub.resolve(line.number().callback());
        HttpRequest request = HttpRequest.newBuilder(URI.create(callback))
                .timeout(ANSWER_WITHIN)
                .header("Content-Type", "application/json")
                .header("User-Agent", "facebookexternalua")
                .header("X-Hub-Signature-256", Signature.of(body, line.account().appSecret()))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.discarding()).handle((response, failure) -> {
            boolean ok = response != null && response.statusCode() == OK;
            Boolean before = reachable.put(line.number().id(), ok);
            if (!ok && !Boolean.FALSE.equals(before)) {
                log.info(
                        "Webhooks of {} wait: {} answered {}",
                        line.number().id(),
                        callback,
                        response == null ? "nothing" : response.statusCode());
            }
            return ok;
        });
    }

    /** One envelope around several changes, put together as text: the changes are JSON already. */
    public static String envelope(Line line, List<Due> batch) {
        StringBuilder json = new StringBuilder("{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"")
                .append(line.account().id())
                .append("\",\"changes\":[");
        for (int i = 0; i < batch.size(); i++) {
            json.append(i == 0 ? "" : ",").append(batch.get(i).change());
        }
        return json.append("]}]}").toString();
    }

    @Override
    public void stop() {
        running = false;
        loops.forEach(Thread::interrupt);
        http.shutdownNow();
        executor.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

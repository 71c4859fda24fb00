package io.recado.faults;

import java.time.Clock;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** WhatsApp's side of the webhooks: reports each accepted message, and as Meta does keeps trying until a hub has taken the report. */
final class Reports implements AutoCloseable {

    private static final int TOGETHER = 100;

    private record Accepted(String ledgerId, String wamid, long at) {}

    private final ConcurrentLinkedQueue<Accepted> unreported = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService reporter = Executors.newSingleThreadScheduledExecutor();
    private final Predicate<String> hub;

    /** @param hub takes a webhook, or does not */
    Reports(Predicate<String> hub) {
        this.hub = hub;
        reporter.scheduleWithFixedDelay(this::report, 50, 50, TimeUnit.MILLISECONDS);
    }

    void add(String ledgerId, String wamid) {
        unreported.add(new Accepted(ledgerId, wamid, Clock.systemUTC().instant().getEpochSecond()));
    }

    private void report() {
        for (var next = next(); !next.isEmpty() && hub.test(webhook(next)); next = next()) {
            next.forEach(told -> unreported.remove());
        }
    }

    private ArrayList<Accepted> next() {
        return unreported.stream().limit(TOGETHER).collect(Collectors.toCollection(ArrayList::new));
    }

    private static String webhook(ArrayList<Accepted> accepted) {
        return """
                {"object":"whatsapp_business_account","entry":[{"id":"102000000000001","changes":[{"field":"messages","value":{
                "messaging_product":"whatsapp","metadata":{"display_phone_number":"34910000000","phone_number_id":"104500000000001"},
                "statuses":[%s]}}]}]}""".formatted(accepted.stream().map(Reports::status).collect(Collectors.joining(",")));
    }

    private static String status(Accepted one) {
        return """
                {"id":"%s","status":"sent","timestamp":"%d","recipient_id":"34600000017","biz_opaque_callback_data":"%s"}""".formatted(one.wamid(), one.at(), one.ledgerId());
    }

    @Override
    public void close() {
        reporter.shutdownNow();
    }
}

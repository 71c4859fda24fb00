package io.recado.sandbox.whatsapp.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.SandboxReset;
import io.recado.sandbox.whatsapp.media.Kind;
import io.recado.sandbox.whatsapp.media.LinkFetcher;
import io.recado.sandbox.whatsapp.media.Media;
import io.recado.sandbox.whatsapp.media.NotFetched;
import io.recado.sandbox.whatsapp.phone.PhoneEvents;
import io.recado.sandbox.whatsapp.wire.GraphError;
import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Files that messages link to. WhatsApp fetches them after it has accepted the message: until they are here nothing is told of it,
 * and when they do not come it fails.
 */
@Component
class LinkedFiles {

    private static final Logger log = LoggerFactory.getLogger(LinkedFiles.class);
    private static final int CANNOT_BE_FETCHED = 131053;

    private final LinkFetcher fetcher;
    private final JdbcClient jdbc;
    private final PhoneEvents events;
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean closed;

    LinkedFiles(LinkFetcher fetcher, JdbcClient jdbc, PhoneEvents events) {
        this.fetcher = fetcher;
        this.jdbc = jdbc;
        this.events = events;
    }

    @PreDestroy
    void close() {
        // what breaks from now on has not failed: the next start tries it again
        closed = true;
        background.shutdown();
    }

    @EventListener(SandboxReset.class)
    void forget() {
        jdbc.sql("truncate whatsapp.unfetched").update();
    }

    /** Whether a message that looks like this waits for files. */
    static boolean awaited(JsonNode view) {
        return !view.findParents("link").isEmpty();
    }

    /** To be called before the message is stored, so that nothing is forgotten in between. */
    void announce(String wamid) {
        jdbc.sql("insert into whatsapp.unfetched (wamid) values (:wamid) on conflict do nothing")
                .param("wamid", wamid)
                .update();
    }

    /** Messages whose fetching a killed process left unfinished. */
    List<String> unfinished() {
        return jdbc.sql("select wamid from whatsapp.unfetched")
                .query(String.class)
                .list();
    }

    void drop(String wamid) {
        jdbc.sql("delete from whatsapp.unfetched where wamid = :wamid")
                .param("wamid", wamid)
                .update();
    }

    /**
     * Fetches in the background what a stored message links to.
     *
     * @param view of the message; what is fetched is written into it
     * @param then gets what ends the message, or null when all has come, before it is forgotten that this was to be done
     */
    void fetch(String wamid, String phoneNumberId, String waId, ObjectNode view, Consumer<@Nullable GraphError> then) {
        var unused = background.submit(() -> {
            try {
                GraphError failure = fetchAll(phoneNumberId, view);
                if (closed) {
                    return;
                }
                int messages = jdbc.sql(
                                "update whatsapp.message set view = :view::jsonb, failure = :failure where wamid = :wamid")
                        .param("view", view.toString())
                        .param("failure", failure == null ? null : failure.code() + " " + failure.title())
                        .param("wamid", wamid)
                        .update();
                if (messages > 0) {
                    then.accept(failure);
                }
                drop(wamid);
                events.changed(waId);
            } catch (RuntimeException e) {
                if (closed) {
                    return;
                }
                log.warn("The linked files of a message could not be handled; the next start tries again", e);
            }
        });
    }

    private @Nullable GraphError fetchAll(String phoneNumberId, ObjectNode view) {
        for (JsonNode node : view.findParents("link")) {
            ObjectNode file = (ObjectNode) node;
            try {
                Media media = fetcher.fetch(
                        phoneNumberId,
                        file.path("link").asText(),
                        Kind.named(file.path("type").asText()).orElse(Kind.DOCUMENT));
                file.put("id", media.id()).put("url", "/sandbox/media/" + media.id());
                file.put("mime", media.mime());
                if (media.animated()) {
                    file.put("animated", true);
                }
                file.remove("link");
            } catch (NotFetched e) {
                return GraphError.of(CANNOT_BE_FETCHED).saying(e.details());
            }
        }
        return null;
    }
}

package io.recado.sandbox.whatsapp.media;

import io.recado.sandbox.whatsapp.account.WhatsAppSettings;
import io.recado.sandbox.whatsapp.account.WhatsAppSettings.FetchLinks;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/**
 * Fetches the files that messages link to, and keeps each for 10 minutes per address and number. It connects only where the setting
 * {@code fetch-links} lets it: every connection, also after a redirect, goes to an address that was checked when it was looked up.
 */
@Component
public class LinkFetcher {

    private static final int MOST_REDIRECTS = 5;
    private static final int ENOUGH_CONNECTIONS = 32;
    private static final Timeout PATIENCE = Timeout.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int OK = 200;

    private final MediaShelf shelf;
    private final CloseableHttpClient http;
    private final Map<String, CompletableFuture<Media>> running = new ConcurrentHashMap<>();

    LinkFetcher(MediaShelf shelf, WhatsAppSettings settings) {
        this.shelf = shelf;
        this.http = client(settings.fetchLinks());
    }

    private static CloseableHttpClient client(FetchLinks reach) {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(reach == FetchLinks.ANY ? SystemDefaultDnsResolver.INSTANCE : new Here())
                        .setMaxConnPerRoute(ENOUGH_CONNECTIONS)
                        .setMaxConnTotal(ENOUGH_CONNECTIONS)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(PATIENCE)
                                .setSocketTimeout(PATIENCE)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setMaxRedirects(MOST_REDIRECTS)
                        .setResponseTimeout(PATIENCE)
                        .build())
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .build();
    }

    /** Finds names on this machine only. Addresses written as numbers are looked up here too. */
    private static final class Here implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress[] found = InetAddress.getAllByName(host);
            if (!Arrays.stream(found).allMatch(InetAddress::isLoopbackAddress)) {
                throw new Outside();
            }
            return found;
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    private static final class Outside extends UnknownHostException {
        private static final long serialVersionUID = 1;
    }

    @PreDestroy
    void close() throws IOException {
        http.close();
    }

    /**
     * The file behind a link, fetched now or in the last 10 minutes. Several who ask for the same at the same time share one
     * fetching.
     *
     * @throws NotFetched when it does not come, or is not what messages of this kind may carry
     */
    public Media fetch(String phoneNumberId, String link, Kind kind) throws NotFetched {
        String key = phoneNumberId + ' ' + kind + ' ' + link;
        CompletableFuture<Media> mine = new CompletableFuture<>();
        CompletableFuture<Media> others = running.putIfAbsent(key, mine);
        if (others != null) {
            return shared(others);
        }
        try {
            Media cached = shelf.fetched(phoneNumberId, link);
            Media media =
                    cached != null && kind.mimes().contains(cached.mime()) ? cached : load(phoneNumberId, link, kind);
            mine.complete(media);
            return media;
        } catch (NotFetched | RuntimeException e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            running.remove(key);
        }
    }

    private static Media shared(CompletableFuture<Media> others) throws NotFetched {
        try {
            return others.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof NotFetched same ? same : new NotFetched("The media could not be downloaded.");
        }
    }

    private Media load(String phoneNumberId, String link, Kind kind) throws NotFetched {
        try {
            HttpGet request = new HttpGet(link);
            request.setHeader("User-Agent", "recado-sandbox");
            Path file = Files.createTempFile("recado-media", null);
            try {
                String mime = http.execute(request, answer -> save(answer, kind, file));
                return keep(phoneNumberId, link, kind, mime, new FileSystemResource(file));
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (Unfit unfit) {
            throw new NotFetched(unfit.details);
        } catch (Outside outside) {
            throw new NotFetched(
                    "The media could not be downloaded: this sandbox fetches links from this machine only, see the"
                            + " setting sandbox.whatsapp.fetch-links.");
        } catch (IOException | IllegalArgumentException e) {
            throw new NotFetched(
                    "The media could not be downloaded: " + e.getClass().getSimpleName() + ".");
        }
    }

    /** Carries words through the HTTP client. */
    private static final class Unfit extends IOException {
        private static final long serialVersionUID = 1;
        private final String details;

        Unfit(String details) {
            super(details);
            this.details = details;
        }
    }

    private static String save(ClassicHttpResponse answer, Kind kind, Path file) throws IOException {
        if (answer.getCode() != OK) {
            throw new Unfit("The media could not be downloaded: the server answered " + answer.getCode() + ".");
        }
        String mime = mime(answer.getFirstHeader("Content-Type"));
        if (!kind.mimes().contains(mime)) {
            throw new Unfit("Unsupported " + kind.word() + " mime type " + mime + ". Please use one of "
                    + String.join(", ", kind.mimes()) + ".");
        }
        HttpEntity entity = answer.getEntity();
        if (entity == null) {
            throw new Unfit("The media is empty.");
        }
        try (InputStream in = entity.getContent();
                OutputStream out = Files.newOutputStream(file)) {
            copy(in, out, kind);
        }
        return mime;
    }

    private static void copy(InputStream in, OutputStream out, Kind kind) throws IOException {
        // a moving sticker may be the largest; which it is will be seen when it is here
        long most = kind.most(true);
        long deadline = System.nanoTime() + LONGEST.toNanos();
        byte[] buffer = new byte[64 * 1024];
        long size = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            size += read;
            if (size > most) {
                throw new Unfit("The file is too large: " + kind.word() + " files may have " + most + " bytes.");
            }
            if (System.nanoTime() > deadline) {
                throw new Unfit("The media could not be downloaded within " + LONGEST.toSeconds() + " seconds.");
            }
            out.write(buffer, 0, read);
        }
    }

    private Media keep(String phoneNumberId, String link, Kind kind, String mime, Resource file)
            throws NotFetched, IOException {
        Format found = Format.of(file);
        long size = file.contentLength();
        String objection = size == 0 ? "The media is empty." : FileRules.size(kind, found, size);
        String flaw = objection == null ? FileRules.flaw(mime, found) : objection;
        if (flaw != null) {
            throw new NotFetched(flaw);
        }
        return shelf.keepFetched(phoneNumberId, file, mime, found, link);
    }

    private static String mime(@Nullable Header type) {
        return type == null ? "application/octet-stream" : MediaShelf.plain(type.getValue());
    }
}

package io.recado.sandbox.pms;

import io.recado.sandbox.pms.Avisos.Anotado;
import io.recado.sandbox.pms.Avisos.Aviso;
import io.recado.sandbox.pms.Webhooks.Webhook;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** Takes webhooks to their subscribers, signed; any 2xx within ten seconds counts as told. */
@Component
class Cartero implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Cartero.class);
    private static final Duration RESPUESTA = Duration.ofSeconds(10);
    private static final int A_LA_VEZ = 50;
    private static final long VUELTA_MS = 500;

    private final Avisos avisos;
    private final Webhooks webhooks;
    private final Fallos fallos;
    private final Clock clock;
    private final Semaphore llamada = new Semaphore(0);
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;
    private volatile boolean running;
    private volatile @Nullable Thread ronda;

    Cartero(Avisos avisos, Webhooks webhooks, Fallos fallos, Clock clock) {
        this.avisos = avisos;
        this.webhooks = webhooks;
        this.fallos = fallos;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .executor(executor)
                .build();
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void sale(Anotado nuevo) {
        llamada.release();
    }

    @Override
    public void start() {
        running = true;
        ronda = Thread.ofVirtual().name("pms-webhooks").start(this::da);
    }

    private void da() {
        while (running) {
            try {
                if (!reparte()) {
                    // the table is asked again now and then, for the clock may have been moved
                    var unused = llamada.tryAcquire(VUELTA_MS, TimeUnit.MILLISECONDS);
                    llamada.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (running) {
                    log.warn("Webhooks of the PMS could not be handled; trying again", e);
                    descansa();
                }
            }
        }
    }

    private void descansa() {
        try {
            var unused = new Semaphore(0).tryAcquire(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            running = false;
        }
    }

    /** Sends what is due; answers whether there was anything. */
    private boolean reparte() {
        List<Aviso> vencidos = avisos.vencidos(A_LA_VEZ);
        if (vencidos.isEmpty()) {
            return false;
        }
        Map<Long, Webhook> destinos =
                webhooks.todos().stream().collect(Collectors.toMap(Webhook::id, Function.identity()));
        CompletableFuture<?>[] envios = vencidos.stream()
                .map(aviso -> lleva(aviso, destinos.get(aviso.webhookId())))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(envios).join();
        return true;
    }

    private CompletableFuture<?> lleva(Aviso aviso, @Nullable Webhook destino) {
        CompletableFuture<?> nada = CompletableFuture.completedFuture(null);
        if (destino == null) {
            return nada;
        }
        Optional<Fallo> fallo = aviso.intentos() == 0 ? fallos.deAviso(aviso.tipo()) : Optional.empty();
        if (fallo.isPresent()) {
            switch (fallo.get().clase()) {
                case AVISO_PERDIDO -> {
                    avisos.perdido(aviso);
                    return nada;
                }
                case AVISO_DESORDENADO -> {
                    avisos.retrasado(aviso, Duration.ofSeconds(fallo.get().duracion()));
                    return nada;
                }
                default -> {
                    return CompletableFuture.allOf(envia(aviso, destino), envia(aviso, destino));
                }
            }
        }
        return envia(aviso, destino);
    }

    private CompletableFuture<?> envia(Aviso aviso, Webhook destino) {
        long momento = clock.instant().getEpochSecond();
        HttpRequest peticion = HttpRequest.newBuilder(URI.create(destino.url()))
                .timeout(RESPUESTA)
                .header("Content-Type", "application/json")
                .header("User-Agent", "flowww-webhooks")
                .header(Firma.MOMENTO, String.valueOf(momento))
                .header(Firma.CABECERA, Firma.de(destino.secreto(), momento, aviso.cuerpo()))
                .POST(BodyPublishers.ofString(aviso.cuerpo()))
                .build();
        return http.sendAsync(peticion, BodyHandlers.discarding()).handle((respuesta, fallo) -> {
            if (respuesta != null && respuesta.statusCode() / 100 == 2) {
                avisos.entregado(aviso, String.valueOf(respuesta.statusCode()));
            } else {
                avisos.fallido(aviso, respuesta == null ? "sin respuesta" : String.valueOf(respuesta.statusCode()));
            }
            return respuesta;
        });
    }

    @Override
    public void stop() {
        running = false;
        Thread corre = ronda;
        if (corre != null) {
            corre.interrupt();
        }
        http.shutdownNow();
        executor.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

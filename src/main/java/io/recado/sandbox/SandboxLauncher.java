package io.recado.sandbox;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

/**
 * Starts the sandbox beside the hub in the demo profile, in a thread of its own and as early as the database's address is known,
 * so that both start at the same time. Everything under {@code sandbox.} in the hub's environment goes to the sandbox;
 * {@code sandbox.enabled=false} switches it off.
 */
@AutoConfiguration
@Profile("demo")
@ConditionalOnProperty(name = "sandbox.enabled", matchIfMissing = true)
public class SandboxLauncher
        implements BeanFactoryPostProcessor,
                EnvironmentAware,
                ApplicationListener<ServletWebServerInitializedEvent>,
                DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(SandboxLauncher.class);

    private @Nullable ConfigurableEnvironment environment;
    private @Nullable CompletableFuture<Sandbox> starting;

    @Override
    public void setEnvironment(Environment environment) {
        this.environment = (ConfigurableEnvironment) environment;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        Map<String, Object> settings = settings();
        if (!settings.containsKey("sandbox.database.url")) {
            log.warn(
                    "The sandbox is not started: it keeps its data beside the hub's, and spring.datasource.url is not set");
            return;
        }
        CompletableFuture<Sandbox> future = new CompletableFuture<>();
        starting = future;
        Thread.ofPlatform().name("sandbox-start").start(() -> {
            try {
                Sandbox sandbox = Sandbox.start(settings);
                log.info("The sandbox answers at {}", sandbox.url());
                future.complete(sandbox);
            } catch (RuntimeException e) {
                log.error("The sandbox did not start; the hub runs on without it", e);
                future.completeExceptionally(e);
            }
        });
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        ConfigurableEnvironment hub = environment;
        if (hub == null) {
            return settings;
        }
        for (PropertySource<?> source : hub.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> names) {
                for (String name : names.getPropertyNames()) {
                    if (name.startsWith("sandbox.")) {
                        settings.put(name, hub.getProperty(name, ""));
                    }
                }
            }
        }
        // the two ports may come from the command line, which the sandbox does not see
        forward(hub, "RECADO_SANDBOX_PORT", "sandbox.port", "%s", settings);
        forward(hub, "RECADO_PORT", "sandbox.hub", "http://127.0.0.1:%s", settings);
        String url = hub.getProperty("spring.datasource.url");
        if (url != null && !settings.containsKey("sandbox.database.url")) {
            settings.put("sandbox.database.url", beside(url, "recado_sandbox"));
            settings.put("sandbox.database.user", hub.getProperty("spring.datasource.username", "postgres"));
            settings.put("sandbox.database.password", hub.getProperty("spring.datasource.password", ""));
        }
        return settings;
    }

    private static void forward(Environment hub, String from, String to, String format, Map<String, Object> settings) {
        String value = hub.getProperty(from);
        if (value != null && !value.isBlank()) {
            settings.putIfAbsent(to, format.formatted(value));
        }
    }

    /** The same server's address with another database name. */
    static String beside(String jdbcUrl, String database) {
        URI uri = URI.create(jdbcUrl.substring("jdbc:".length()));
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return "jdbc:" + uri.getScheme() + "://" + uri.getRawAuthority() + "/" + database + query;
    }

    @Override
    public void onApplicationEvent(ServletWebServerInitializedEvent event) {
        CompletableFuture<Sandbox> future = starting;
        if (future != null && event.getApplicationContext().getServerNamespace() == null) {
            int port = event.getWebServer().getPort();
            // nobody waits for this: a failed start has been logged already
            var unused = future.thenAccept(sandbox -> sandbox.hubAt("http://127.0.0.1:" + port));
        }
    }

    @Override
    public void destroy() {
        CompletableFuture<Sandbox> future = starting;
        if (future != null) {
            var unused = future.thenAccept(Sandbox::close);
        }
    }
}

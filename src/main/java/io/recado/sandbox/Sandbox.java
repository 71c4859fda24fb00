package io.recado.sandbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.EnvironmentPostProcessorApplicationListener;
import org.springframework.boot.env.EnvironmentPostProcessorsFactory;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.boot.web.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.web.context.support.StandardServletEnvironment;

/**
 * A running sandbox: an application context and a port of its own. In the demo the launcher starts it beside the hub; {@link #main}
 * starts it alone, for any client of the Cloud API that wants to be developed against it.
 */
public final class Sandbox implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private Sandbox(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts the sandbox alone. Settings are given as {@code --sandbox.…=…}; without a database it starts one in {@code data/}. */
    public static void main(String[] args) {
        Map<String, Object> settings = new HashMap<>();
        for (String argument : args) {
            int equals = argument.indexOf('=');
            if (argument.startsWith("--") && equals > 2) {
                settings.put(argument.substring(2, equals), argument.substring(equals + 1));
            }
        }
        OwnServer server = settings.containsKey("sandbox.database.url") || System.getenv("SANDBOX_DATABASE_URL") != null
                ? null
                : OwnServer.start();
        if (server != null) {
            settings.putAll(server.settings());
        }
        Sandbox sandbox = start(settings);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            sandbox.close();
                            if (server != null) {
                                server.close();
                            }
                        },
                        "sandbox-stop"));
        LoggerFactory.getLogger(Sandbox.class).info("The sandbox answers at {}; Ctrl-C stops it", sandbox.url());
    }

    /**
     * Starts a sandbox and returns when it answers.
     *
     * @param settings keys such as {@code sandbox.port} (0 for any free one) and {@code sandbox.database.url}; they win over
     *     {@code sandbox.yaml}
     */
    public static Sandbox start(Map<String, Object> settings) {
        StandardServletEnvironment environment = new StandardServletEnvironment();
        Map<String, Object> first = new HashMap<>(settings);
        // keys of the hub that the process's environment may carry mean nothing here
        first.put("spring.config.name", "sandbox");
        first.put("spring.config.location", "optional:classpath:/,optional:file:./config/");
        first.put("spring.config.additional-location", "");
        first.put("spring.profiles.active", "");
        environment.getPropertySources().addFirst(new MapPropertySource("sandbox", first));

        SpringApplication application = new SpringApplication(SandboxApplication.class);
        application.setEnvironment(environment);
        application.setApplicationContextFactory(type -> new AnnotationConfigServletWebServerApplicationContext());
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        // what starts the hub's own servers or sets up logging listens in spring.factories too: none of it is wanted
        // twice
        application.setListeners(
                List.of(EnvironmentPostProcessorApplicationListener.with(EnvironmentPostProcessorsFactory.of(
                        Sandbox.class.getClassLoader(), ConfigDataEnvironmentPostProcessor.class.getName()))));
        application.setInitializers(List.of());
        return new Sandbox(application.run());
    }

    /** The port it listens on, on 127.0.0.1. */
    public int port() {
        return ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    /** Its address, without a trailing slash. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** Tells where the hub's webhooks are when its port was not known beforehand. */
    public void hubAt(String url) {
        context.getBean(HubAddress.class).set(url);
    }

    @Override
    public void close() {
        context.close();
    }
}

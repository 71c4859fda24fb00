package io.recado.sandbox;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The sandbox's own settings, under {@code sandbox:} in {@code sandbox.yaml}.
 *
 * @param port where it listens on 127.0.0.1; 0 takes any free port
 * @param hub base address of the system that its webhooks go to
 */
public record SandboxSettings(
        @DefaultValue("8081") int port,
        @DefaultValue("http://127.0.0.1:8080") String hub,
        Database database) {

    /** The database it keeps everything in; created when the server does not have it yet. */
    public record Database(
            String url,
            @DefaultValue("postgres") String user,
            @DefaultValue("") String password) {

        @Override
        public String toString() {
            return "Database[%s]".formatted(url);
        }
    }
}

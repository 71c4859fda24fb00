package io.recado.source.routes;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.recado.configuration.Wiring;
import io.recado.configuration.Wiring.SourceEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * A small pool of connections for each source that has a parameter {@code jdbcUrl}, with {@code user} and {@code password}. Its kamelets know it
 * as {@code <source>-database}. It opens no connection before somebody asks, so a database that is down keeps nobody from starting.
 */
@Component
@Order(1)
class SourceDatabases implements CamelContextConfiguration, DisposableBean {

    private static final int CONNECTIONS = 4;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SOCKET = Duration.ofSeconds(30);

    /** Longer than any statement of a kamelet takes when it is well. What blocks the clinic's own server is ended. */
    private static final Duration STATEMENT = Duration.ofSeconds(20);

    private final Wiring wiring;
    private final List<HikariDataSource> pools = new ArrayList<>();

    SourceDatabases(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public void beforeApplicationStart(CamelContext camel) {
        wiring.sources().stream().filter(KameletParameters::hasPool).forEach(source -> {
            var pool = pool(source);
            pools.add(pool);
            camel.getRegistry().bind(KameletParameters.pool(source), pool);
        });
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {}

    private static HikariDataSource pool(SourceEntry source) {
        var settings = new HikariConfig();
        var url = source.parameters().getOrDefault("jdbcUrl", "");
        settings.setPoolName(KameletParameters.pool(source));
        settings.setJdbcUrl(url);
        settings.setUsername(source.parameters().get("user"));
        settings.setPassword(source.parameters().get("password"));
        settings.setMaximumPoolSize(CONNECTIONS);
        settings.setMinimumIdle(0);
        settings.setInitializationFailTimeout(-1);
        settings.setConnectionTimeout(CONNECT.toMillis());
        if (url.startsWith("jdbc:postgresql:")) {
            settings.addDataSourceProperty("connectTimeout", String.valueOf(CONNECT.toSeconds()));
            settings.addDataSourceProperty("socketTimeout", String.valueOf(SOCKET.toSeconds()));
            settings.addDataSourceProperty("ApplicationName", "recado " + source.id());
            settings.setConnectionInitSql("set statement_timeout = " + STATEMENT.toMillis());
        }
        return new HikariDataSource(settings);
    }

    @Override
    public void destroy() {
        pools.forEach(HikariDataSource::close);
    }
}

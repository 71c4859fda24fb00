package io.recado.automation.reminder;

import static org.mockito.Mockito.mock;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recado.clinic.Clinic;
import io.recado.configuration.Wiring;
import io.recado.configuration.Wiring.ChannelEntry;
import io.recado.configuration.Wiring.ClinicEntry;
import io.recado.configuration.Wiring.Delivery;
import io.recado.configuration.Wiring.Mode;
import io.recado.fixtures.AClinic;
import io.recado.fixtures.SettableClock;
import io.recado.platform.Outage;
import io.recado.platform.TestDatabase;
import jakarta.jms.ConnectionFactory;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/** From the mirror to the ledger, on a real database of its own; without routes, without a broker, with a clock that tests move. */
@TestConfiguration(proxyBeanMethods = false)
@EnableTransactionManagement
@ComponentScan(
        excludeFilters = @Filter(TestConfiguration.class),
        basePackages = {
            "io.recado.clinic",
            "io.recado.agenda",
            "io.recado.consent",
            "io.recado.template",
            "io.recado.channel",
            "io.recado.outbox",
            "io.recado.automation"
        })
class RulesOnPostgres {

    @Bean
    HikariDataSource dataSource() {
        var pool = new HikariDataSource();
        pool.setDataSource(TestDatabase.fresh());
        return pool;
    }

    @Bean
    JdbcClient jdbc(DataSource dataSource) {
        return JdbcClient.create(dataSource);
    }

    @Bean
    PlatformTransactionManager transactions(DataSource dataSource) {
        return new JdbcTransactionManager(dataSource);
    }

    @Bean
    TransactionTemplate transaction(PlatformTransactionManager transactions) {
        return new TransactionTemplate(transactions);
    }

    @Bean
    SettableClock clock() {
        return new SettableClock(Instant.parse("2026-11-20T09:00:00Z"));
    }

    @Bean
    ObjectMapper json() {
        return JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .build();
    }

    @Bean
    MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }

    @Bean
    Outage outage() {
        return new Outage();
    }

    @Bean
    ConnectionFactory broker() {
        return mock(ConnectionFactory.class);
    }

    @Bean
    Wiring wiring() {
        var clinics = Stream.of(AClinic.centro(), AClinic.palermo(), AClinic.salaNorte())
                .toList();
        return new Wiring(
                "Clínicas Sol",
                URI.create("http://127.0.0.1"),
                "data",
                clinics.stream().map(RulesOnPostgres::entry).toList(),
                clinics.stream().map(RulesOnPostgres::channel).toList(),
                List.of(),
                new Delivery(
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(45),
                        Duration.ofMinutes(10),
                        Duration.ofDays(400),
                        Duration.ofDays(1)),
                new Wiring.Inbound(Duration.ofDays(90)),
                new Wiring.Console(Duration.ofHours(4), true, null));
    }

    private static ClinicEntry entry(Clinic clinic) {
        return new ClinicEntry(
                clinic.id().value(),
                clinic.name(),
                clinic.country(),
                clinic.zone(),
                clinic.language().toLanguageTag(),
                clinic.phone(),
                clinic.address(),
                clinic.channel().value(),
                clinic.rescheduleUrl(),
                Map.of());
    }

    private static ChannelEntry channel(Clinic clinic) {
        return new ChannelEntry(
                clinic.channel().value(),
                "whatsapp-cloud",
                null,
                Mode.INBOX,
                URI.create("http://127.0.0.1"),
                "v23.0",
                "1",
                "2",
                "token",
                "secret",
                "verify",
                80,
                32,
                null,
                Duration.ofMinutes(10));
    }
}

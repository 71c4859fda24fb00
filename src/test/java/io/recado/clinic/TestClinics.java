package io.recado.clinic;

import io.recado.configuration.Wiring;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The clinics of the demonstration, for tests without a configuration file. */
public final class TestClinics {

    private TestClinics() {}

    /** {@code centro} in Madrid, {@code palermo} in Buenos Aires and {@code sala-norte} in Bogotá. */
    public static Clinics demo() {
        return new Clinics(new Wiring(
                "Clínicas Sol",
                URI.create("http://127.0.0.1"),
                "data",
                List.of(
                        entry("centro", "Clínica Sol Centro", "ES", "Europe/Madrid"),
                        entry("palermo", "Clínica Sol Palermo", "AR", "America/Argentina/Buenos_Aires"),
                        entry("sala-norte", "Sala de Ventas Norte", "CO", "America/Bogota")),
                List.of(),
                List.of(),
                new Wiring.Delivery(
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(45),
                        Duration.ofMinutes(10),
                        Duration.ofDays(400),
                        Duration.ofDays(1)),
                new Wiring.Inbound(Duration.ofDays(90)),
                new Wiring.Console(Duration.ofHours(4), true, null)));
    }

    public static QuietHoursPerClinic quietHours(JdbcClient jdbc, Clock clock) {
        return new QuietHoursPerClinic(jdbc, clock, event -> {});
    }

    private static Wiring.ClinicEntry entry(String id, String name, String country, String zone) {
        return new Wiring.ClinicEntry(
                id, name, country, ZoneId.of(zone), "es", null, null, "centro-cloud", null, Map.of());
    }
}

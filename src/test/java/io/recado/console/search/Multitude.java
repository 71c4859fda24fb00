package io.recado.console.search;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** As many patients as one likes, with names as people have them, two appointments each, at one of fifty clinics. */
final class Multitude {

    private static final String FIRST_NAMES =
            "array['María','Ana','José','Lucía','Martín','Begoña','Íñigo','Carmen','Óscar','Nuria','Pablo','Sofía','Ramón','Elena','Hugo','Inés','Álvaro','Marta','Raúl','Pilar']";
    private static final String LAST_NAMES =
            "array['García','Muñoz','López','Sánchez','Ruiz','Díaz','Gutiérrez','Vázquez','Ibáñez','Castaño','Peña','Núñez','Ortiz','Cano','Marín','Iglesias','Roldán','Ferrer','Serra','Vidal','Bermejo','Zúñiga','Olmo','Prats','Quesada']";

    private Multitude() {}

    static void fill(DataSource database, int patients) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into patient (source, external_id, first_name, last_name, country, phone, fingerprint, first_seen_at, changed_at)
                    select 'pms', 'P-' || i,
                           (%1$s)[1 + i %% 20] || case when i %% 3 = 0 then ' ' || (%1$s)[1 + (i / 7) %% 20] else '' end,
                           (%2$s)[1 + (i / 20) %% 25] || ' ' || (%2$s)[1 + (i / 500) %% 25] || case when i %% 1000 = 7 then ' Xirgu' || i / 1000 else '' end,
                           'ES', '+346' || lpad(i::text, 8, '0'), '', now(), now()
                      from generate_series(1, %3$d) i
                    """.formatted(FIRST_NAMES, LAST_NAMES, patients));
            statement.execute("""
                    insert into appointment (source, external_id, clinic, starts_at, minutes, status, source_status, patient, fingerprint, first_seen_at, changed_at)
                    select 'pms', 'C-' || p.id || '-' || n, 'clinic-' || p.id % 50, timestamptz '2026-11-01 09:00Z' + (p.id % 500) * interval '3 h', 30,
                           'PENDING', 'PENDING', p.id, '', now(), now()
                      from patient p, generate_series(1, 2) n
                    """);
            statement.execute("vacuum analyze patient");
            statement.execute("vacuum analyze appointment");
        }
    }
}

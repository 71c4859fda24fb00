package io.recado.sandbox.pms;

import io.recado.sandbox.SandboxDatabase;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/** The schema {@code pms}, brought up to date before anybody reads it: whoever needs the tables asks for this bean. */
@Component
public class PmsSchema {

    PmsSchema(DataSource database) {
        SandboxDatabase.migrate(database, "pms");
    }
}

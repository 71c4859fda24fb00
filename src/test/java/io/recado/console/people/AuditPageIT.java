package io.recado.console.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The audit log, as those who may read it see it. */
class AuditPageIT extends PeoplePages {

    @Test
    void tellsInTheAuditLogWhatWasDone() {
        admin.submit("/users/new", "/users/new", "name", ana, "role", role("receptionist"), "clinics", "centro");

        var page = admin.get("/audit?who=admin&action=user_created", "Accept-Language", "en")
                .body();

        assertThat(page)
                .contains("user:" + ana, "role: receptionist", "clinics: centro", "127.0.0.1", "Created a user");
        assertThat(admin.get("/audit?who=nobody").body()).doesNotContain("user:" + ana);
    }

    @Test
    void theAuditLogKeepsToTheReadersClinics() {
        someone("{SEE_AUDIT}", "{centro}");
        jdbc.sql("""
                        insert into audit_entry (at, who, kind, action, clinic, subject, details)
                        select now(), 'x', 'person', 'chat_seen', clinic, 'patient-of-' || clinic, '{}' from unnest('{centro,palermo}'::text[]) clinic
                        """).update();

        var visitor = visitor();

        assertThat(visitor.get("/audit").body())
                .contains("patient-of-centro")
                .doesNotContain("patient-of-palermo", "user:");
        assertThat(visitor.get("/audit?clinic=palermo").body()).doesNotContain("patient-of-");
    }
}

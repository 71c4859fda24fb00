package io.recado.sandbox.whatsapp.account;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was changed about accounts, numbers and portfolios while running; it survives a restart. */
@Component
class Facts {

    private record Key(String subject, Fact fact) {}

    private final JdbcClient jdbc;
    private final Map<Key, String> values = new ConcurrentHashMap<>();

    Facts(JdbcClient jdbc, WhatsAppSetup.WhatsAppSchema schema) {
        this.jdbc = jdbc;
        jdbc.sql("select subject, name, value from whatsapp.account_fact").query(row -> {
            values.put(new Key(row.getString("subject"), Fact.valueOf(row.getString("name"))), row.getString("value"));
        });
    }

    /** @param subject id of an account, a number or a portfolio */
    @Nullable
    String get(String subject, Fact fact) {
        return values.get(new Key(subject, fact));
    }

    String get(String subject, Fact fact, String otherwise) {
        return values.getOrDefault(new Key(subject, fact), otherwise);
    }

    /** @param value null to let the settings hold again */
    void set(String subject, Fact fact, @Nullable String value) {
        if (value == null) {
            jdbc.sql("delete from whatsapp.account_fact where subject = :subject and name = :name")
                    .param("subject", subject)
                    .param("name", fact.name())
                    .update();
            values.remove(new Key(subject, fact));
            return;
        }
        jdbc.sql("""
                        insert into whatsapp.account_fact (subject, name, value) values (:subject, :name, :value)
                        on conflict (subject, name) do update set value = excluded.value
                        """)
                .param("subject", subject)
                .param("name", fact.name())
                .param("value", value)
                .update();
        values.put(new Key(subject, fact), value);
    }

    /** Forgets what happened; where webhooks go is wiring and stays. */
    void reset() {
        jdbc.sql("delete from whatsapp.account_fact where not name = any(:wiring)")
                .param(
                        "wiring",
                        Arrays.stream(Fact.values())
                                .filter(Fact::wiring)
                                .map(Fact::name)
                                .toArray(String[]::new))
                .update();
        values.keySet().removeIf(key -> !key.fact().wiring());
    }
}

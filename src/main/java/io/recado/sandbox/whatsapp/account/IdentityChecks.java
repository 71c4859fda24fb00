package io.recado.sandbox.whatsapp.account;

import io.recado.sandbox.whatsapp.account.Accounts.Line;
import org.springframework.stereotype.Component;

/** Which business numbers want to be told of people's encryption keys, to send to these keys only. */
@Component
public class IdentityChecks {

    private final Facts facts;

    IdentityChecks(Facts facts) {
        this.facts = facts;
    }

    public boolean on(Line line) {
        return Boolean.parseBoolean(facts.get(line.number().id(), Fact.IDENTITY_CHECK, "false"));
    }

    public void set(Line line, boolean on) {
        facts.set(line.number().id(), Fact.IDENTITY_CHECK, Boolean.toString(on));
    }
}

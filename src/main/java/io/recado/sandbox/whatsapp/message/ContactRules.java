package io.recado.sandbox.whatsapp.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.wire.Fields;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Consumer;

/** Cards of people: their names, numbers, addresses. */
final class ContactRules {

    private static final int CARDS = 5;
    private static final int WORDS = 1000;
    private static final String[] NAME_PARTS = {"first_name", "last_name", "middle_name", "prefix", "suffix"};

    private ContactRules() {}

    /** Draws the cards into the view and returns the names on them. */
    static String read(Fields message, ObjectNode view) {
        List<Fields> cards = message.objects("contacts");
        if (cards.isEmpty() || cards.size() > CARDS) {
            throw Refused.value(
                    "Param contacts must have between 1 and " + CARDS + " elements, got " + cards.size() + ".");
        }
        String names = String.join(", ", cards.stream().map(ContactRules::card).toList());
        view.set("contacts", message.json().get("contacts"));
        return names;
    }

    private static String card(Fields card) {
        card.strict("addresses", "birthday", "emails", "name", "org", "phones", "urls");
        Fields name = card.object("name");
        name.strict("formatted_name", "first_name", "last_name", "middle_name", "prefix", "suffix");
        String formatted = name.text("formatted_name", WORDS);
        if (texts(name, NAME_PARTS) == 0) {
            throw Refused.missing(
                    name.path() + ": one of {" + String.join(", ", NAME_PARTS) + "} beside formatted_name");
        }
        each(card, "phones", phone -> {
            phone.strict("phone", "type", "wa_id").text("phone", WORDS);
            texts(phone, "type", "wa_id");
        });
        each(card, "emails", email -> {
            if (!email.strict("email", "type").text("email", WORDS).contains("@")) {
                throw Refused.value("Param " + email.name("email") + " is not an e-mail address.");
            }
            texts(email, "type");
        });
        each(card, "urls", url -> {
            url.strict("url", "type").text("url", WORDS);
            texts(url, "type");
        });
        each(card, "addresses", address -> {
            address.strict("street", "city", "state", "zip", "country", "country_code", "type");
            texts(address, "street", "city", "state", "zip", "country", "country_code", "type");
        });
        if (card.has("org")) {
            Fields org = card.object("org").strict("company", "department", "title");
            texts(org, "company", "department", "title");
        }
        birthday(card);
        return formatted;
    }

    private static void each(Fields card, String field, Consumer<Fields> check) {
        if (card.has(field)) {
            card.objects(field).forEach(check);
        }
    }

    /** How many of these are there; each must be a string. */
    private static int texts(Fields fields, String... names) {
        int present = 0;
        for (String name : names) {
            if (fields.optional(name, WORDS) != null) {
                present++;
            }
        }
        return present;
    }

    private static void birthday(Fields card) {
        String birthday = card.optional("birthday", 10);
        if (birthday == null) {
            return;
        }
        try {
            LocalDate.parse(birthday);
        } catch (DateTimeParseException e) {
            throw Refused.value("Param " + card.name("birthday") + " must be a date such as 1990-12-31.");
        }
    }
}

package io.recado.sandbox.whatsapp.message;

import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.phone.Phones;
import io.recado.sandbox.whatsapp.phone.Phones.Phone;
import io.recado.sandbox.whatsapp.wire.Fields;
import io.recado.sandbox.whatsapp.wire.GraphError;
import io.recado.sandbox.whatsapp.wire.Recipients;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom a message goes to.
 *
 * @param input as the request names the person: a number as dialled, or a business-scoped user id
 * @param identityKeyHash which keys the person must have; null when any will do
 */
record Addressee(
        String input,
        boolean byUserId,
        Phone phone,
        @Nullable String identityKeyHash) {

    private static final Pattern USER_ID = Pattern.compile("[A-Z]{2}\\.(ENT\\.)?[A-Za-z0-9]{1,128}");

    /** Reads {@code to}, or {@code recipient} when there is no {@code to}. */
    static Addressee read(Fields request, Line line, Phones phones) {
        if (request.has("recipient_type") && "group".equals(request.oneOf("recipient_type", "individual", "group"))) {
            throw Refused.invalid("Param recipient_type: this business number may not write to groups.");
        }
        String to = request.optional("to", 64);
        String userId = request.optional("recipient", 160);
        String hash = request.optional("recipient_identity_key_hash", 255);
        if (to != null) {
            String waId = Recipients.waId(to, line.number().number());
            if (waId.equals(line.number().display())) {
                throw new Refused(GraphError.of(131021), GraphError.of(131021).details());
            }
            return new Addressee(to, false, phones.orStranger(waId), hash);
        }
        if (userId == null) {
            throw Refused.invalid("The parameter to is required.");
        }
        if (!USER_ID.matcher(userId).matches()) {
            throw Refused.value("Param recipient must be a business-scoped user id such as ES.13491208655302741918.");
        }
        return new Addressee(userId, true, phones.orStranger(phones.waIdOf(userId)), hash);
    }

    boolean hasOtherKeys() {
        return identityKeyHash != null && !identityKeyHash.equals(phone.identityKeyHash());
    }
}

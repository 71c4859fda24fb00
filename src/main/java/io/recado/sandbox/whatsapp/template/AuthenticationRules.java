package io.recado.sandbox.whatsapp.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.wire.Fields;
import io.recado.sandbox.whatsapp.wire.Refused;
import java.util.List;

/** Authentication templates: their texts are WhatsApp's own, and are written out as it shows them afterwards. */
final class AuthenticationRules {

    private static final int LONGEST_EXPIRATION = 90;
    private static final int TEXT = 25;

    private AuthenticationRules() {}

    static ObjectNode body(Fields component, String language) {
        component.strict("type", "add_security_recommendation");
        component.bool("add_security_recommendation");
        boolean advice = component.json().path("add_security_recommendation").asBoolean();
        boolean spanish = spanish(language);
        String text = spanish ? "*{{1}}* es tu código de verificación." : "*{{1}}* is your verification code.";
        if (advice) {
            text += spanish ? " Por tu seguridad, no lo compartas." : " For your security, do not share this code.";
        }
        ObjectNode kept =
                JsonNodeFactory.instance.objectNode().put("type", "BODY").put("text", text);
        kept.put("add_security_recommendation", advice);
        kept.putObject("example").putArray("body_text").addArray().add("123456");
        return kept;
    }

    static ObjectNode footer(Fields component, String language) {
        component.strict("type", "code_expiration_minutes");
        JsonNode minutes = component.json().path("code_expiration_minutes");
        if (!minutes.isInt() || minutes.intValue() < 1 || minutes.intValue() > LONGEST_EXPIRATION) {
            throw Refused.invalid("Param " + component.name("code_expiration_minutes")
                    + " must be a number between 1 and " + LONGEST_EXPIRATION + ".");
        }
        String text = spanish(language)
                ? "Este código caduca en " + minutes.intValue() + " minutos."
                : "This code expires in " + minutes.intValue() + " minutes.";
        ObjectNode kept =
                JsonNodeFactory.instance.objectNode().put("type", "FOOTER").put("text", text);
        return kept.put("code_expiration_minutes", minutes.intValue());
    }

    /** An OTP button is kept as the link that its code is appended to. */
    static ObjectNode buttons(Fields component, String language) {
        component.strict("type", "buttons");
        List<Fields> buttons = component.objects("buttons");
        if (buttons.size() != 1 || !"OTP".equalsIgnoreCase(buttons.get(0).text("type", 32))) {
            throw Refused.invalid("Param " + component.name("buttons")
                    + " of an authentication template must be one button of the type OTP.");
        }
        Fields button = buttons.get(0)
                .strict(
                        "type",
                        "otp_type",
                        "text",
                        "autofill_text",
                        "supported_apps",
                        "package_name",
                        "signature_hash",
                        "zero_tap_terms_accepted");
        String kind = button.oneOf("otp_type", "COPY_CODE", "ONE_TAP", "ZERO_TAP", "copy_code", "one_tap", "zero_tap")
                .toUpperCase(java.util.Locale.ROOT);
        if (!"COPY_CODE".equals(kind) && !button.has("supported_apps") && !button.has("package_name")) {
            throw Refused.because(
                    2388043, "button of type OTP is missing expected field(s) (supported_apps) for " + kind);
        }
        if ("ZERO_TAP".equals(kind)
                && !button.json().path("zero_tap_terms_accepted").asBoolean()) {
            throw Refused.because(
                    2388043, "button of type OTP is missing expected field(s) (zero_tap_terms_accepted: true)");
        }
        String text = button.optional("text", TEXT);
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("type", "BUTTONS");
        ObjectNode kept = answer.putArray("buttons").addObject().put("type", "URL");
        kept.put("text", text != null ? text : spanish(language) ? "Copiar código" : "Copy code");
        String url = "https://www.whatsapp.com/otp/code/?otp_type=" + kind + "&code=otp";
        kept.put("url", url + "{{1}}");
        kept.putArray("example").add(url + "123456");
        return answer;
    }

    private static boolean spanish(String language) {
        return language.startsWith("es");
    }
}

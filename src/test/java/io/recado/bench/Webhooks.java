package io.recado.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Webhooks as WhatsApp writes and signs them. */
final class Webhooks {

    private static final String ENVELOPE = """
            {"object":"whatsapp_business_account","entry":[{"id":"102000000000001","changes":[{"field":"messages","value":{\
            "messaging_product":"whatsapp","metadata":{"display_phone_number":"34910000000","phone_number_id":"104500000000001"},\
            %s}}]}]}""";
    private static final String STATUS = """
            {"id":"wamid.bench-%1$d","status":"%2$s","timestamp":"%3$d","recipient_id":"34600%4$06d","biz_opaque_callback_data":"%5$s",\
            "conversation":{"id":"a8e8f7d2c1b0a9e8d7c6b5a4f3e2d1c0","origin":{"type":"utility"}},"pricing":{"billable":true,\
            "pricing_model":"PMP","category":"utility","type":"regular"}}""";
    private static final ThreadLocal<Mac> MAC = ThreadLocal.withInitial(Webhooks::mac);

    private Webhooks() {}

    /** One status for each message from a number on. */
    static String statuses(int first, int count, String status, long second) {
        return ENVELOPE.formatted("\"statuses\":["
                + IntStream.range(first, first + count)
                        .mapToObj(n -> STATUS.formatted(n, status, second, n % 1_000_000, id(n)))
                        .collect(Collectors.joining(","))
                + "]");
    }

    /** A tap on a button. */
    static String tap(String phone, String wamid, String payload, long second) {
        return ENVELOPE.formatted("""
                "contacts":[{"profile":{"name":"Ana"},"wa_id":"%1$s"}],"messages":[{"context":{"from":"34910000000","id":"wamid.x"},\
                "from":"%1$s","id":"%2$s","timestamp":"%3$d","type":"button","button":{"payload":"%4$s","text":"Confirmar"}}]""".formatted(phone, wamid, second, payload));
    }

    /** The ledger id of the message with this number. */
    static String id(int number) {
        return "0198a7c2-0000-7000-8000-%012x".formatted(number);
    }

    /** The header by which WhatsApp proves that a body is its own. */
    static String signature(String body) {
        return "X-Hub-Signature-256: sha256="
                + HexFormat.of().formatHex(MAC.get().doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Mac mac() {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(BenchHub.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

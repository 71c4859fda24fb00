package io.recado.sandbox.whatsapp.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A request that the Cloud API does not take, with the error it answers. */
public final class Refused extends RuntimeException {

    private static final int NO_SUCH_OBJECT = 33;

    private final transient GraphError error;
    private final String details;
    private final @Nullable Integer subcode;

    public Refused(GraphError error, String details) {
        this(error, details, null);
    }

    private Refused(GraphError error, String details, @Nullable Integer subcode) {
        super(details, null, false, false);
        this.error = error;
        this.details = details;
        this.subcode = subcode;
    }

    public static Refused missing(String parameter) {
        return new Refused(GraphError.of(131008), "Parameter '" + parameter + "' is required.");
    }

    public static Refused invalid(String details) {
        return new Refused(GraphError.of(100), details);
    }

    public static Refused value(String details) {
        return new Refused(GraphError.of(131009), details);
    }

    public static Refused unknownObject(String id) {
        return new Refused(
                GraphError.of(100),
                "Unsupported request. Object with ID '" + id
                        + "' does not exist, cannot be loaded due to missing permissions, or does not support this operation.",
                NO_SUCH_OBJECT);
    }

    /**
     * A refusal of code 100 whose reason is a subcode with a title and a sentence for people, as for templates.
     *
     * @param subcode one that the table of errors has
     */
    public static Refused because(int subcode, String details) {
        return new Refused(GraphError.of(100), details, subcode);
    }

    public GraphError error() {
        return error;
    }

    public int http() {
        return error.http();
    }

    /** The answer's body, in Meta's shape. */
    public ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode inner = body.putObject("error");
        inner.put("message", error.message());
        inner.put("type", subcode != null && subcode == NO_SUCH_OBJECT ? "GraphMethodException" : "OAuthException");
        inner.put("code", error.code());
        inner.putObject("error_data").put("messaging_product", "whatsapp").put("details", details);
        if (subcode != null) {
            inner.put("error_subcode", subcode);
            GraphError reason = subcode == NO_SUCH_OBJECT ? null : GraphError.find(subcode);
            if (reason != null) {
                inner.put("is_transient", false)
                        .put("error_user_title", reason.title())
                        .put("error_user_msg", details);
            }
        }
        inner.put("fbtrace_id", trace());
        return body;
    }

    private static String trace() {
        byte[] random = ByteBuffer.allocate(16)
                .putLong(ThreadLocalRandom.current().nextLong())
                .putLong(ThreadLocalRandom.current().nextLong())
                .array();
        return "A" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}

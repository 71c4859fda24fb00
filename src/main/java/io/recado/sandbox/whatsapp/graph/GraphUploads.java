package io.recado.sandbox.whatsapp.graph;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.media.Samples;
import io.recado.sandbox.whatsapp.media.Samples.Sample;
import io.recado.sandbox.whatsapp.wire.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The Resumable Upload API: {@code POST /{version}/{app-id}/uploads}, then {@code POST} and {@code GET /{version}/upload:…}. */
@RestController
class GraphUploads {

    private static final String SESSION = "/{version:v[0-9]+\\.[0-9]+}/upload:{session}";

    private final Samples samples;
    private final Accounts accounts;

    GraphUploads(Samples samples, Accounts accounts) {
        this.samples = samples;
        this.accounts = accounts;
    }

    @PostMapping(GraphNodes.BASE + "/uploads")
    ObjectNode open(
            @PathVariable String id,
            HttpServletRequest request,
            @RequestParam(name = "access_token", required = false) @Nullable String accessToken,
            @RequestParam(name = "file_name", required = false) @Nullable String filename,
            @RequestParam(name = "file_length", required = false) @Nullable String length,
            @RequestParam(name = "file_type", required = false) @Nullable String type) {
        checkApp(id, authorization(request, accessToken));
        Sample session = samples.open(id, filename, length, type);
        return JsonNodeFactory.instance.objectNode().put("id", session.id());
    }

    /** Nothing here may ask for a parameter: a body said to be a form would be read as one. */
    @PostMapping(SESSION)
    ObjectNode take(@PathVariable String session, HttpServletRequest request) throws IOException {
        Sample sample = session(session, request);
        String offset = request.getHeader("file_offset");
        if (offset == null || !offset.matches("[0-9]{1,13}")) {
            throw Refused.invalid("The header file_offset is required: 0, or where a broken upload goes on.");
        }
        String handle = samples.take(sample, Long.parseLong(offset), request.getInputStream());
        return JsonNodeFactory.instance.objectNode().put("h", handle);
    }

    @GetMapping(SESSION)
    ObjectNode state(@PathVariable String session, HttpServletRequest request) {
        Sample sample = session(session, request);
        return JsonNodeFactory.instance.objectNode().put("id", sample.id()).put("file_offset", sample.received());
    }

    private Sample session(String session, HttpServletRequest request) {
        MultiValueMap<String, String> query =
                ServletUriComponentsBuilder.fromRequest(request).build().getQueryParams();
        String authorization = authorization(request, query.getFirst("access_token"));
        accounts.token(authorization);
        Sample sample = samples.session("upload:" + session, query.getFirst("sig"));
        if (sample == null) {
            throw Refused.unknownObject("upload:" + session);
        }
        checkApp(sample.appId(), authorization);
        return sample;
    }

    private void checkApp(String appId, @Nullable String authorization) {
        String token = accounts.token(authorization);
        boolean own =
                accounts.all().stream().anyMatch(account -> account.appId().equals(appId) && account.knows(token));
        if (!own) {
            throw Refused.unknownObject(appId);
        }
    }

    private static @Nullable String authorization(HttpServletRequest request, @Nullable String accessToken) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header == null && accessToken != null ? "Bearer " + accessToken : header;
    }
}

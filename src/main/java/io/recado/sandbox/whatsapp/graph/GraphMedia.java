package io.recado.sandbox.whatsapp.graph;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.fault.Faults;
import io.recado.sandbox.whatsapp.media.Media;
import io.recado.sandbox.whatsapp.media.MediaShelf;
import io.recado.sandbox.whatsapp.wire.GraphError;
import io.recado.sandbox.whatsapp.wire.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** {@code POST /{version}/{phone-number-id}/media}, and the download of what {@code GET /{media-id}} gave the address of. */
@RestController
class GraphMedia {

    private static final int NOT_FOUND = 404;

    private final MediaShelf shelf;
    private final MediaNode node;
    private final MediaLinks links;
    private final Accounts accounts;
    private final Faults faults;

    GraphMedia(MediaShelf shelf, MediaNode node, MediaLinks links, Accounts accounts, Faults faults) {
        this.shelf = shelf;
        this.node = node;
        this.links = links;
        this.accounts = accounts;
        this.faults = faults;
    }

    @PostMapping(GraphNodes.BASE + "/media")
    ObjectNode upload(
            @PathVariable String id,
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            @RequestParam(name = "messaging_product", required = false) @Nullable String product,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable MultipartFile file) {
        Line line = accounts.line(id, authorization);
        if (product == null) {
            throw Refused.invalid("The parameter messaging_product is required.");
        }
        if (!product.equalsIgnoreCase("whatsapp")) {
            throw Refused.invalid("Param messaging_product must be one of {WHATSAPP} - got \"" + product + "\".");
        }
        if (file == null) {
            throw Refused.invalid("The parameter file is required: send the request as multipart/form-data.");
        }
        Media media =
                shelf.upload(line.number().id(), file.getResource(), declared(file, type), file.getOriginalFilename());
        return JsonNodeFactory.instance.objectNode().put("id", media.id());
    }

    /** The file part's own type counts; the form's field stands in for clients that cannot set one. */
    private static @Nullable String declared(MultipartFile file, @Nullable String type) {
        String own = file.getContentType();
        boolean says = own != null && !own.startsWith(MediaType.APPLICATION_OCTET_STREAM_VALUE);
        return says || type == null || type.isBlank() ? own : type;
    }

    /** The bytes. An address that has expired answers 404: the id is asked for a new one then. */
    @GetMapping(MediaLinks.PATH)
    ResponseEntity<Resource> download(
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            @RequestParam String mid,
            @RequestParam long ext,
            @RequestParam String hash) {
        Media media = node.own(mid, authorization);
        if (media == null || !links.valid(media, ext, hash) || hidden(media)) {
            GraphError gone = GraphError.of(100);
            throw new Refused(
                    new GraphError(gone.code(), NOT_FOUND, false, gone.title(), gone.details()),
                    "The URL has expired or is not valid. Ask the media's id for a new one.");
        }
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(media.mime()))
                .body(shelf.content(media));
    }

    private boolean hidden(Media media) {
        Line line = accounts.line(media.phoneNumberId());
        return faults.hidesFile(line.account().id(), line.number().id());
    }
}

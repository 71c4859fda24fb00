package io.recado.sandbox.whatsapp.control;

import io.recado.sandbox.whatsapp.media.Format;
import io.recado.sandbox.whatsapp.media.Media;
import io.recado.sandbox.whatsapp.media.MediaShelf;
import io.recado.sandbox.whatsapp.wire.Unknown;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Files as phones show and send them: loopback only, no token. */
@RestController
class MediaFiles {

    private static final Set<String> SHOWN_INSIDE = Set.of("image", "audio", "video");
    private static final String DRAWING = "image/svg+xml";

    record Kept(String id, String mime, long size) {}

    private final MediaShelf shelf;

    MediaFiles(MediaShelf shelf) {
        this.shelf = shelf;
    }

    /** The file itself, in parts where asked for; what a browser could take for a page is offered for saving instead. */
    @GetMapping("/sandbox/media/{id}")
    ResponseEntity<Resource> show(@PathVariable String id, HttpServletResponse response) {
        Media media = shelf.shown(id)
                .orElseThrow(() -> new Unknown("No medium has the id " + id + "; a reset forgets all media"));
        MediaType type = MediaType.parseMediaType(media.mime());
        // instead of the pages' policy: a file opened by itself may run and load nothing
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
        boolean inside = SHOWN_INSIDE.contains(type.getType()) && !DRAWING.equals(media.mime());
        ContentDisposition disposition = (inside ? ContentDisposition.inline() : ContentDisposition.attachment())
                .filename(media.filename() == null ? media.id() : media.filename(), StandardCharsets.UTF_8)
                .build();
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePrivate())
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
                .body(shelf.content(media));
    }

    /**
     * Takes what a person is about to send.
     *
     * @param phoneNumberId the business number it will go to, when that is known already
     */
    @PostMapping(path = "/sandbox/api/media", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    Kept keep(@RequestParam MultipartFile file, @RequestParam(defaultValue = "") String phoneNumberId) {
        if (file.isEmpty()) {
            throw new IllegalArgumentException("file: a file with at least one byte was expected, found nothing");
        }
        Media media = shelf.keep(phoneNumberId, file.getResource(), mime(file), file.getOriginalFilename());
        return new Kept(media.id(), media.mime(), media.size());
    }

    /** What the file is by its bytes; for documents, which begin alike, what the sender or the name says. */
    private static String mime(MultipartFile file) {
        String found = Format.of(file.getResource()).mime();
        if (found != null
                && SHOWN_INSIDE.contains(MediaType.parseMediaType(found).getType())) {
            return found;
        }
        String declared = file.getContentType();
        if (declared != null && !declared.startsWith(MediaType.APPLICATION_OCTET_STREAM_VALUE)) {
            return MediaType.parseMediaType(declared).toString();
        }
        return MediaTypeFactory.getMediaType(file.getOriginalFilename())
                .map(MediaType::toString)
                .orElse(found == null ? MediaType.APPLICATION_OCTET_STREAM_VALUE : found);
    }
}
